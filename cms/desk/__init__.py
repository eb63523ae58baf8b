"""The screens of the desk: how staff keep registers, values, releases and builds."""
