"""The pages on who offers what where and when."""
