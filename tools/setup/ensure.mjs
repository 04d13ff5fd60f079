// node tools/setup/ensure.mjs [modules] [models]: makes sure that what is named is installed.
import { ensureModels, ensureModules, giveUp } from './steps.mjs';

const steps = { modules: ensureModules, models: ensureModels };
for (const name of process.argv.slice(2)) {
  if (!steps[name])
    giveUp(`There is no setup step “${name}”: use ${Object.keys(steps).join(' or ')}.`);
  steps[name]();
}
