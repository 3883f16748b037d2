/** A link that leads to the next thing to do looks like the button it stands for. */
export const linkLook =
  'inline-flex min-h-(--control) items-center justify-center rounded-control border border-brand bg-brand px-3.5 font-semibold text-white hover:border-brand-hover hover:bg-brand-hover';
