import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the page, src/page. `npm start` calls it: see src/web/build-page.ts. */
export default defineConfig({
  plugins: [react()],
  build: { target: ['chrome125', 'firefox128', 'safari18'], emptyOutDir: false },
});
