resource "terraform_data" "id" {}

resource "terraform_data" "rendered" {
  input = {
    file     = templatefile("${path.module}/greeting.tftpl", { names = ["a", "b"], loud = true })
    raw      = file("${path.module}/greeting.tftpl")
    unknown  = templatefile("greeting.tftpl", { names = [terraform_data.id.id], loud = false })
    hash     = filemd5("greeting.tftpl")
    module   = path.module
    root     = path.root
    exists   = fileexists("nothing")
    files    = fileset(path.module, "*.tftpl")
  }
}

module "child" {
  source = "./child"
}

output "child" {
  value = module.child.text
}
