from vetoproof.cli import main

main()
