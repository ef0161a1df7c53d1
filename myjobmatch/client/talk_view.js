// Pure: what is done in conversations, as effects on what the phone shows (view.js).
const change = (list, id, edit) => list.map((item) => (item.id === id ? { ...item, ...edit(item) } : item));
const inThread = (state, id, edit) => ({ ...state, conversations: change(state.conversations, id, edit) });
const inMessage = (state, id, edit) => ({
  ...state,
  conversations: state.conversations.map((one) =>
    one.messages.some((message) => message.id === id) ? { ...one, messages: change(one.messages, id, edit) } : one,
  ),
});
const NOTHING = { author: "", mine: true, edited_at: null, deleted: false, seen_at: null, files: [], card: null };

export const talkEffects = {
  message(state, row, data) {
    const waiting = { ...NOTHING, id: row.id, sent_at: row.at, body: row.payload.body, ...row.shown };
    const sent = { ...(data ?? waiting), pending: !data };
    return inThread(state, row.payload.conversation_id, (conversation) => ({
      messages: [...conversation.messages, sent],
      last_at: sent.sent_at,
      unread: 0,
    }));
  },
  read: (state, row) => inThread(state, row.payload.conversation_id, () => ({ unread: 0 })),
  edit_message: (state, row) => inMessage(state, row.payload.message_id, () => ({ body: row.payload.body, edited_at: row.at })),
  delete_message: (state, row) => inMessage(state, row.payload.message_id, () => ({ body: "", deleted: true, files: [], card: null })),
  group(state, row) {
    const { conversation_id: id, joins } = row.payload;
    if (joins) return inThread(state, id, () => ({ invited: false, unread: 0 }));
    return { ...state, conversations: state.conversations.filter((one) => one.id !== id) };
  },
};
