import './words.ts';
import type { Device } from '../device/index.ts';
import { t } from '../i18n/index.ts';
import { useToasts } from '../ui/index.ts';

/**
 * Somebody signed in while a shift was offered: they go on with it. Whoever gave it away and came back keeps it. Harmless
 * to repeat; what could not be written is tried again at the next screen.
 */
export async function takeOver({ journal, session }: Device): Promise<void> {
  const offer = await journal.offeredHandover();
  const state = session.state.get();
  if (offer === null || state.status !== 'signed-in') return;
  const { userId } = state.session.user;
  const say = (message: string, tone: 'success' | 'neutral' | 'danger') =>
    useToasts.getState().show({ message, tone, key: 'handover' });
  const shift = await journal.currentShift();
  if (shift?.shiftId === offer.shiftId && userId !== offer.fromUserId) {
    const taken = await journal.handOver({ ...offer, userId });
    if (!taken.ok) return say(t('drawer.notTaken', { detail: taken.error.detail }), 'danger');
    const giver = session.users.get().find((user) => user.userId === offer.fromUserId);
    say(t('drawer.tookOver', { name: giver?.displayName ?? t('drawer.somebody') }), 'success');
  } else if (shift?.shiftId === offer.shiftId) {
    say(t('drawer.keptIt'), 'neutral');
  }
  await journal.offerHandover(null);
}
