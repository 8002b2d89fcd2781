import nullisland
