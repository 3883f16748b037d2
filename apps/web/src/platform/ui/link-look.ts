/** A link that leads to the next thing to do looks like the button it stands for. */
export const linkLook =
  'inline-flex min-h-(--control) items-center justify-center rounded-control border border-brand bg-brand px-3.5 font-semibold text-white hover:border-brand-hover hover:bg-brand-hover';

/** What opens the record of a table's row: as high as a finger, whether it is a link or a button. */
export const rowLinkLook =
  'inline-flex min-h-11 items-center break-words text-start font-medium text-brand-ink hover:underline';

/** A link that does something beside the work, such as a file to save. */
export const plainLinkLook =
  'inline-flex min-h-(--control) items-center gap-2 rounded-control border border-line-strong bg-surface px-3.5 font-semibold hover:bg-sunken';
