var_file        = "first"
second_var_file = "first"
flag            = "first"
