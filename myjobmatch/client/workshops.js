// Pure: what each command on a workshop changes before the server answers, and by its answer.
const patch = (state, id, edit) => ({
  ...state,
  workshops: (state.workshops ?? []).map((one) => (one.id === id ? { ...one, ...edit } : one)),
});

// Whether there is a place is the server's to say: until then it is only asked for.
const stands = (pending) => (state, row, data) =>
  patch(state, row.payload.id, data ? { status: data.status ?? "", rank: data.rank ?? 0, free: data.free ?? 0, pending: "" } : { pending });

export const workshopEffects = {
  enrol_workshop: stands("in"),
  withdraw_workshop: stands("out"),
  like_workshop: (state, row) =>
    patch(state, row.payload.id, { liked: row.payload.liked, liked_why: row.payload.why ?? "", asks: false }),
};
