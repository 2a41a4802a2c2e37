# Three public subnets for the load balancer, three private ones for everything else.

data "aws_availability_zones" "available" {
  state = "available"

  # Local Zones answer to the same call, and have neither NAT gateways nor RDS.
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  zone_count = 3
  zones      = slice(data.aws_availability_zones.available.names, 0, local.zone_count)
}

resource "aws_vpc" "main" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  enable_dns_support   = true

  tags = {
    Name = var.name
  }
}

# Whatever is started without a group of its own falls into this one, and reaches nothing.
resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "${var.name}-default-closed"
  }
}

resource "aws_subnet" "public" {
  count = local.zone_count

  vpc_id                  = aws_vpc.main.id
  availability_zone       = local.zones[count.index]
  cidr_block              = cidrsubnet(var.cidr, 8, count.index)
  map_public_ip_on_launch = false

  tags = {
    Name = "${var.name}-public-${count.index + 1}"
    Tier = "public"
  }
}

# The seed puts tasks, database and cache into the same private subnets; their security groups keep them apart.
resource "aws_subnet" "private" {
  count = local.zone_count

  vpc_id                  = aws_vpc.main.id
  availability_zone       = local.zones[count.index]
  cidr_block              = cidrsubnet(var.cidr, 4, count.index + 1)
  map_public_ip_on_launch = false

  tags = {
    Name = "${var.name}-private-${count.index + 1}"
    Tier = "private"
  }
}
