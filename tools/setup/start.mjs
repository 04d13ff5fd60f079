// npm start: installs what is missing, builds, serves, prints the address.
import { ensureModels, ensureModules, giveUp, root, runModule } from './steps.mjs';

ensureModules();
ensureModels();
console.log('Building …');
if (!runModule('vite/bin/vite.js', ['build', '--logLevel', 'warn'])) {
  giveUp('The build failed; the lines above say why.');
}

const { preview } = await import('vite');
const wanted = Number(process.env.PORT ?? 4173);
const server = await preview({
  root,
  logLevel: 'warn',
  preview: { port: wanted, host: '127.0.0.1' },
});
console.log(`\nApprentice is at ${server.resolvedUrls.local[0]}  (Ctrl+C stops it)\n`);
