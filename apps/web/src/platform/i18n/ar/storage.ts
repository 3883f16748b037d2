import type { storage as english } from '../en/storage.ts';
import type { Translation } from '../message.ts';

/** Words of the room that a device has for what it saves. */
export const storage: Translation<typeof english> = {
  nearlyFull:
    'هذا الجهاز يكاد يمتلئ. ما حُفظ هنا آمن؛ وحين يمتلئ لا يقبض الصندوق مالًا. صِلْه بالخادم لتُرسل المبيعات، أو أخلِ بعض المساحة، أو استعمل ملفًا آخر للمتصفح.',
  figures: 'استُعمل {used} من {quota} في هذا الجهاز.',
};
