.PHONY: demo test bench setup docs keys config picture clean

demo: setup  ## the dashboard on sample data
	@.venv/bin/kept demo

test: setup  ## every check, then the tests
	@bash .ci/server.sh && bash .ci/check.sh

bench: setup  ## how fast it is, beside other programs; MAIL=an mbox OWNER=whose it is, GROWTH=1 at a tenth too
	@bash .ci/bench.sh && .venv/bin/python -m tests.bench $(if $(MAIL),--mail "$(MAIL)" --owner "$(OWNER)") \
		$(if $(GROWTH),--growth 100 10)

setup:  ## an environment in .venv with all that kept needs
	@bash .ci/setup.sh

docs: keys config picture  ## what is written by the code itself

keys: setup
	@.venv/bin/python -m tui.keys > docs/keys.md.new && mv docs/keys.md.new docs/keys.md

config: setup
	@.venv/bin/python -m tui.config > config.toml.new && mv config.toml.new config.toml

picture: setup
	@.venv/bin/python docs/picture.py

clean:  ## all that can be made again; the database stays
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find tui tests docs -name __pycache__ -type d -prune -exec rm -rf {} +
