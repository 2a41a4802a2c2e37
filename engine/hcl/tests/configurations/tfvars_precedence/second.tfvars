second_var_file = "second"
undeclared      = true
