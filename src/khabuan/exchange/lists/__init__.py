"""The lists that come in and go out: how each reads its rows, what it compares, and the action that saves one."""
