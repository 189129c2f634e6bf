// A program of an engine that ends as it starts.
process.exit(3);
