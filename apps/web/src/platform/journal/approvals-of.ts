/** What a draft names of approvals, as a payload carries it: nothing when there are none. */
export function approvalsOf({ approvals = [] }: { readonly approvals?: readonly string[] }): {
  readonly approvals?: readonly string[];
} {
  return approvals.length === 0 ? {} : { approvals };
}
