"""The endpoints of the line by subject: in each module their table and their handlers."""
