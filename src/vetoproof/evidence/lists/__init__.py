"""Official lists of names -> rows of one form, a version of each list by its day: UN, OFAC, EU, UK, FollowTheMoney, OpenSanctions."""
