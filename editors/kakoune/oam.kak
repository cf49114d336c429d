# In kakrc, after `eval %sh{kak-lsp}`.

remove-hooks global lsp-filetype-yaml
hook -group lsp-filetype-yaml global BufSetOption filetype=yaml %{
    set-option buffer lsp_servers %{
        [oam-ls]
        root_globs = [".oam-ls.yaml", ".git"]
        args = ["serve"]
        # settings_section = "oam"
        # [oam-ls.settings.oam]
        # platform = "rudr"
    }
}
