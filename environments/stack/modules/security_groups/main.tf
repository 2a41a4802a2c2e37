# Four groups in a chain: the internet reaches the load balancer, that the tasks, and those the data.
#
# The seed lets all four send anything anywhere and asks for least privilege. Here each may open the connections it
# needs: the load balancer to the tasks, the tasks to the data and to HTTPS and mail servers, the data none. Replies
# need no rule.

resource "aws_security_group" "alb" {
  name        = "${var.name}-alb"
  description = "Load balancer: public HTTP and HTTPS"
  vpc_id      = var.vpc_id

  tags = {
    Name = "${var.name}-alb"
  }
}

resource "aws_security_group" "app" {
  name        = "${var.name}-app"
  description = "Tasks: the application port, from the load balancer only"
  vpc_id      = var.vpc_id

  tags = {
    Name = "${var.name}-app"
  }
}

resource "aws_security_group" "database" {
  name        = "${var.name}-database"
  description = "PostgreSQL, from the tasks only"
  vpc_id      = var.vpc_id

  tags = {
    Name = "${var.name}-database"
  }
}

resource "aws_security_group" "cache" {
  name        = "${var.name}-cache"
  description = "Redis, from the tasks only"
  vpc_id      = var.vpc_id

  tags = {
    Name = "${var.name}-cache"
  }
}
