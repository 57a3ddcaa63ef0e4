"""What sees people's rows, in memory only: from intake (`matching`) to disclosure control (`disclosure`)."""
