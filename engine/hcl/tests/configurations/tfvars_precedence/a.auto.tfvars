auto_a = "a.auto"
auto_b = "a.auto"
