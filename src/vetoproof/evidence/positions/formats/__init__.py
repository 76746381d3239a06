"""One module for each form of position file: it hands over cells, batch by batch, with the place in the file to go on from."""
