;;; oam-lsp-mode.el --- oam-ls with lsp-mode  -*- lexical-binding: t -*-

;; Put this into your init file.  It needs lsp-mode and yaml-mode from ELPA.
;; As an add-on it works beside yaml-language-server; without that it works alone.

(require 'lsp-mode)

(lsp-register-client
 (make-lsp-client
  :new-connection (lsp-stdio-connection '("oam-ls" "serve"))
  ;; By the mode: `lsp-activate-on' takes some files of YAML for those of Spring.
  :major-modes '(yaml-mode yaml-ts-mode)
  :add-on? t
  :server-id 'oam))

(add-hook 'yaml-mode-hook #'lsp-deferred)
(add-hook 'yaml-ts-mode-hook #'lsp-deferred)

;;; oam-lsp-mode.el ends here
