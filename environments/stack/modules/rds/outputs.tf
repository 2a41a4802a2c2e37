output "identifier" {
  description = "Name of the instance."
  value       = aws_db_instance.main.identifier
}

output "arn" {
  description = "ARN of the instance."
  value       = aws_db_instance.main.arn
}

output "resource_id" {
  description = "Id that IAM policies for database logins use."
  value       = aws_db_instance.main.resource_id
}

output "address" {
  description = "Host name of the instance."
  value       = aws_db_instance.main.address
}

output "endpoint" {
  description = "Host name and port."
  value       = aws_db_instance.main.endpoint
}

output "database_name" {
  description = "Name of the database inside the instance."
  value       = aws_db_instance.main.db_name
}

output "master_secret_arn" {
  description = "Secret that RDS keeps for the owner."
  value       = aws_db_instance.main.master_user_secret[0].secret_arn
}
