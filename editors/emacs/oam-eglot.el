;;; oam-eglot.el --- oam-ls with eglot  -*- lexical-binding: t -*-

;; Put this into your init file.  It needs a mode for YAML: yaml-mode from ELPA, or yaml-ts-mode of Emacs 29 with its grammar.

(require 'eglot)

(add-to-list 'eglot-server-programs '((yaml-mode yaml-ts-mode) . ("oam-ls" "serve")))

(add-hook 'yaml-mode-hook #'eglot-ensure)
(add-hook 'yaml-ts-mode-hook #'eglot-ensure)

;;; oam-eglot.el ends here
