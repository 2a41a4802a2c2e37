auto_b    = "b.auto"
auto_json = "b.auto"
var_file  = "b.auto"
