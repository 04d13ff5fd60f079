import type { Attachment } from 'svelte/attachments';

/** Makes a text area as high as its text, up to what its style allows. `text` is read to follow changes. */
export function growing(text: () => string): Attachment<HTMLTextAreaElement> {
  return (field) => {
    $effect(() => {
      text();
      field.style.height = 'auto';
      field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    });
  };
}
