"""The invented province of Bình Giang as plain data, and the documents that are made of it."""
