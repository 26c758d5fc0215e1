"""The programme office's form builder: outline, checks, uses and input."""
