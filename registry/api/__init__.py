"""What the register's endpoints share. They are public, read-only and cacheable."""
