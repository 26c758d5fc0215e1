"""Pages of bodies, meetings, strategies and continuity: everybody's, and the office's."""
