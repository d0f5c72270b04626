"""The invented paper that ships with the product: copy as plain data, pictures as code."""
