/** Unit tests: what needs no editor. What does need one is in `tests/clients` of the repository. */
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['test/**/*.test.ts'] } });
