/** Somebody's first letters, where a picture would be. */
export function Initials({ name }: { readonly name: string }) {
  const letters = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join('');
  return (
    <span
      aria-hidden
      className="grid size-10 flex-none place-items-center rounded-full bg-brand-tint font-bold text-brand-ink"
    >
      {letters.toUpperCase()}
    </span>
  );
}
