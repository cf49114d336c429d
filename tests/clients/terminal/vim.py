"""Completion in Vim through ALE, by keys: what a script in Vim cannot do, see `vim/test-ale.vim` for the rest.

env: SETTINGS (the folder editors/vim), WORKSPACE; `oam-ls` is on the PATH, the home is empty
"""

import os
import pathlib
import re

from screen import Screen

settings = pathlib.Path(os.environ["HOME"], "vimrc")
settings.write_text(
    "set nocompatible hidden noswapfile nomore shortmess+=I\n"
    "packadd! ale\n"
    f"set runtimepath+={os.environ['SETTINGS']}\n"
    "let g:ale_linters = {'yaml': ['oam']}\n"
    "filetype plugin on\n"
    "set omnifunc=ale#completion#OmniFunc completeopt=menuone,noselect,noinsert\n",
    encoding="utf-8",
)

vim = Screen(f"vim.nox -u {settings} -i NONE first.yaml")
check, keys, text = vim.check, vim.keys, vim.text


def ask():
    keys("Escape", "Escape", "G")
    vim.type("A")
    keys("C-x", "C-o")


check("the file is shown", lambda: "instanceName: orders" in text())
ask()
check("completion offers traits that apply", lambda: re.search(r"^[~ ]+volume-mounter", text(), re.M) and " ingress" not in text(), ask)
vim.type("man")
check("typing narrows it down", lambda: " volume-mounter" not in text())
keys("C-n", "C-y", "Escape")
vim.type(":write")
keys("Enter")
check("accepting one inserts its name", lambda: "- name: manual-scaler" in vim.file("first.yaml"))
vim.finish(lambda: (keys("Escape"), vim.type(":quit!"), keys("Enter")))
