import { defineConfig } from 'vite';

export default defineConfig({
  base: '/assets/',
  publicDir: 'public',
  build: {
    outDir: '../wwwroot/assets',
    emptyOutDir: true,
    assetsDir: '',
    manifest: 'manifest.json',
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    // Nothing is inlined as a data: address: fonts and scripts come from 'self' only.
    assetsInlineLimit: 0,
    rolldownOptions: { input: 'src/page.ts' },
  },
  worker: { format: 'es' },
});
