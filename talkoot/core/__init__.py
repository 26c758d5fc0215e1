"""What every app uses: pages, ui components, figures, dates, refusals and state changes."""
