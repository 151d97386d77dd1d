"""What people and programs see of a result; views only print what results hold."""
