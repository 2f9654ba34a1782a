"""What claimx knows beforehand: small tables with their sources and licences, and look-ups over them."""
