import type { confirm as english } from '../en/confirm.ts';
import type { Translation } from '../message.ts';

/** Words of the question that stands before something dangerous. */
export const confirm: Translation<typeof english> = {
  title: 'Thibitisha kuwa ni wewe',
  text: 'Hii huamua nani anaingia au anaweza kufanya nini, kwa hiyo unaulizwa tena. Inadumu dakika tano.',
  password: 'Nenosiri',
  code: 'Msimbo wa programu',
  confirm: 'Thibitisha',
  passkey: 'Tumia ufunguo wa siri',
  useCode: 'Tumia msimbo wa programu',
  usePassword: 'Tumia nenosiri',
  missing: 'Andika nenosiri lako.',
  codeMissing: 'Andika tarakimu sita zinazoonyeshwa na programu.',
  wrong: 'Nenosiri si sahihi.',
  wrongCode: 'Si sahihi, au umeshatumika. Subiri msimbo unaofuata.',
  passkeyFailed: 'Ilighairiwa au ilichukua muda mrefu. Jaribu tena, au tumia njia nyingine.',
};
