/** For a button that goes when it is pressed: without a new place the focus would fall back to the start of the page. */
export function focusPage(): void {
  document.querySelector('main')?.focus();
}
