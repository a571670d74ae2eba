"""What funds know without a database: closed lists, how long a payment lasts, who is in arrears."""
