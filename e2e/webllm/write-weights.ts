import { writeFloatWeights } from '../../tools/models/float-weights';
import { hasLibrary, libraryFolder, root, weightsFolder } from './paths';

/** The weights that the library runs, written once. */
export default async function writeWeights(): Promise<void> {
  if (!hasLibrary) throw new Error(`There is no WebLLM library in ${libraryFolder}.`);
  await writeFloatWeights({
    root,
    library: libraryFolder,
    target: weightsFolder,
    log: (line) => console.log(line),
  });
}
