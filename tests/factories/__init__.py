"""Plain functions that make one valid row each.

Every field can be given by keyword. A parent that is not given is the test's one programme, call,
framework, applicant or practice (`the_…`), so `make_application()` is a case of `office_user` and
`applicant` without further words. Rows are made directly, past the actions: a test of an action
starts from any state.
"""
