import { ApprenticeError } from '../../core/errors/apprentice-error';

/** Puts text on the clipboard. Throws `clipboard-refused` when the browser does not let the page. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (cause) {
    throw new ApprenticeError(
      'clipboard-refused',
      'The browser did not let Apprentice use the clipboard. Nothing was copied; select the text and copy it by hand.',
      { cause },
    );
  }
}
