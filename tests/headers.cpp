// The precompiled headers of the tests need one file to belong to.
