/** A word of the site, as the guide's glossary explains it. Server code alone reads this: no script carries it. */
export interface TermEntry {
  name: string;
  /** One sentence, shown where the word is pointed at. */
  short: string;
  /** What else the glossary says: what it leaves out, and how it is computed. */
  more?: string;
}

/** By the anchor in the glossary. In alphabetical order there, whatever the order here. */
export const terms = {
  model: { name: "Model", short: "A language model: one set of weights under one name, for ever." },
  token: {
    name: "Token",
    short: "A piece of a text as the model reads it, often a word with the space before it.",
    more: "Positions are counted from 0. At 0 stands the beginning-of-text token, which is part of no text and behaves unlike the others.",
  },
  dictionary: {
    name: "Dictionary",
    short:
      "A trained sparse autoencoder or transcoder at one layer, which writes what a model computes there as a sum of a few features.",
    more: "Three kinds: attn reads what attention heads have gathered, resid the residual stream before a layer, mlp is a transcoder: it reads an MLP's input and writes its output. Some read what attention or an MLP has written already, or the stream between both: their features are leaves of circuits.",
  },
  "dictionary-set": {
    name: "Dictionary set",
    short: "The dictionaries of one kind and name, over the layers of a model.",
  },
  feature: {
    name: "Feature",
    short:
      "One entry of a dictionary, written attn.3.566: kind, layer, index. At most tokens most of them are silent.",
    more: "What a feature means is read off the texts on which it fires. That is evidence and not a definition.",
  },
  activation: {
    name: "Activation",
    short: "How strongly a feature fires at a token; 0 where it does not.",
    more: "In units of its dictionary: those of different dictionaries cannot be compared.",
  },
  "pre-activation": {
    name: "Pre-activation",
    short:
      "A feature's value before its activation function. It is this that a circuit explains; where the feature fires, the two are equal.",
  },
  "residual-stream": {
    name: "Residual stream",
    short: "The sum, at each token, that every layer reads from and adds to.",
  },
  "stand-in-name": {
    name: "Stand-in name",
    short: "A feature's name made by rule from what a corpus showed of it, until somebody gives it a label.",
    more: "No person has judged it, and it says nothing about what the feature does to the output.",
  },
  label: {
    name: "Label",
    short: "What people propose to call a feature: what makes it fire, or what it makes the model say.",
    more: "Of the proposals for a side one leads, by votes. Supported is one by which people could tell blind where the feature fires: 24 answers of at least two people, told rightly in three of four texts or more beyond chance of error. Contested means that at least two people, and half as many as are for it, are against what leads, or that two have as many votes.",
  },
  agreement: {
    name: "Agreement",
    short:
      "How far people who judged the same features blind to each other said the same, as Krippendorff's alpha: 1 is always, 0 is chance, less is systematic disagreement.",
    more: "It is of what each said first, before they were shown what others say. Two people who agree may both be wrong.",
  },
  program: {
    name: "Program, of a label",
    short:
      "A label said again so that it can be measured: for each token yes or no, from the tokens up to it.",
    more: "Its score says how many of the feature's firings it marks, by activation (sensitivity), how much else it leaves out (specificity), and at how much of what it marks the feature fires (precision), on all corpora that were read.",
  },
  density: {
    name: "Density",
    short: "The share of a corpus' tokens at which a feature fires; position 0 is left out.",
  },
  direction: {
    name: "Direction",
    short: "What one unit of a feature's activation adds to the residual stream.",
  },
  run: {
    name: "Run",
    short:
      "One text, cut into tokens, through one model, with the features that fire and the tokens that are expected next.",
  },
  logit: {
    name: "Logit",
    short: "The model's value for a next token: the softmax over all logits gives the probabilities.",
    more: "A logit difference is one logit less another. It asks why the one token and not the other, and what moves both alike falls out of it.",
  },
  target: {
    name: "Target",
    short: "What a circuit explains: a feature at a token, a logit, or a difference of two logits.",
  },
  circuit: {
    name: "Circuit",
    short:
      "A question (model, dictionaries, tokens, target, mode, thresholds) and the graph that answers it.",
    more: "Asked twice, it is computed once: the same question has the same address for everybody.",
  },
  mode: {
    name: "Mode",
    short:
      "Direct: everything is attributed to the outputs of earlier layers. Residual: at each attention layer by way of the residual stream's features.",
  },
  node: {
    name: "Node",
    short:
      "A part of a circuit: a feature at a token, an error, a token's or a position's embedding, the biases, or the target.",
    more: "Written kind.layer.index@position, such as attn.3.566@9.",
  },
  contribution: {
    name: "Edge and contribution",
    short:
      "What one node gives to another, with its sign, in units of the pre-activation of the one that gets it.",
    more: "Exact for this text, with attention patterns and the denominators of LayerNorms held as they were. All contributions to a node and its constants add up to its value.",
  },
  influence: {
    name: "Influence",
    short: "Of all that makes the target, the share that passes through a node: 0 to 1, without sign.",
    more: "A node hands its influence on to what it gets from, in proportion to the sizes of the contributions. Over all leaves it adds up to 1. It says how much passes, not which way it pushes: two large contributions that cancel both have influence.",
  },
  effect: {
    name: "Effect",
    short: "A node's part of the target's value, with its sign, in the target's unit.",
    more: "Over all leaves, biases included, effects add up to the target's value. It is what the circuit predicts is lost when the node alone is ablated, in the picture in which attention patterns, LayerNorm denominators and the set of active features stay as they were.",
  },
  threshold: {
    name: "Threshold",
    short: "The influence from which a node is expanded; weaker ones stay leaves.",
    more: "Another, the edge threshold, is the share from which a contribution is kept as an edge. What is below it is kept as one sum for each node.",
  },
  "not-expanded": {
    name: "Not expanded",
    short:
      "A feature whose influence is below the threshold, or one that is a leaf for good: what it gets was not looked at.",
    more: "One below the threshold can be expanded by hand. Influence that ends in such features is not explained by the circuit.",
  },
  "error-node": {
    name: "Error node",
    short: "What a dictionary misses of its site: the true value less what the features make of it.",
    more: "It is real computation of the model for which there is no feature. Nothing is traced behind it.",
  },
  "replacement-score": {
    name: "Replacement",
    short:
      "The part of the influence that ends in tokens and positions, and not in errors, biases or features that were not expanded.",
    more: "100% would mean: traced down to the text without a gap. A lower threshold raises it. Other tools divide by tokens and errors alone, so their number for the same graph is larger.",
  },
  completeness: {
    name: "Completeness",
    short: "Of what expanded nodes get, the part that does not come from errors, weighed by influence.",
    more: "It says how well the dictionaries cover what the circuit looks at. It does not say that the circuit is whole: that is what replacement and the bar of ends are for.",
  },
  "largest-residual": {
    name: "Largest residual",
    short:
      "The worst miss where contributions should add up to a node's value, beside the size of what is added.",
    more: "Rounding, if all is well. Above 0.0001 a circuit is not accepted.",
  },
  dfa: {
    name: "DFA",
    short:
      "Direct feature attribution: what each attention head brings an attention feature from each token, patterns held.",
    more: "A table of heads by tokens, whose total and the constants are the feature's pre-activation. A cell of it is a read. Tracing each source on in the same way is recursive DFA.",
  },
  arc: {
    name: "Arc, read",
    short:
      "One cell of an attention feature's DFA: what one head brings it from one token. In the graph it is drawn as an arc.",
  },
  "edge-by-head": {
    name: "Edge by head",
    short:
      "An edge that goes through attention, split by the heads that read it for an attention feature, or by the heads that wrote it; the parts add up to the edge.",
    more: "What a head reads of a source is taken at the source's own token. What it wrote is what its numbers hold of a feature or an error; a feature may fire for what one head reads and write in another's numbers. Patterns are held: why the head looks there is its attention score. Edges with less than 0.05% of the influence are not split, of nodes expanded by hand those with less than 0.5% of what the node gets, and of one between two attention features no pair of heads is told.",
  },
  "attention-score": {
    name: "Attention score",
    short:
      "The number, before the softmax, by which a head at one token (query) looks at another (key), split into pairs of residual features.",
    more: "The pairs add up to the score exactly. Only differences to the scores of other keys count.",
  },
  verified: {
    name: "Verified",
    short:
      "Computed again from its question, and equal to what is stored, node by node and edge by edge, within the tolerance.",
    more: "It says that the numbers are what this code gives for these weights. It says nothing of whether the picture is true of the model: that is the causal check.",
  },
  "causally-checked": {
    name: "Causally checked",
    short:
      "Its features were ablated in the real model, one at a time, and the change of the target measured beside what the circuit predicts.",
    more: "At most the 500 features with the most influence. The correlation is over those features, so the many that do little count as much as the few that do much: read the list too. A check with a low correlation is a check all the same.",
  },
  ablate: {
    name: "Ablate",
    short:
      "To take a feature's part out of the model's own pass; what its dictionary misses stays in, and everything behind is computed anew.",
  },
  "measured-effect": {
    name: "Measured effect",
    short:
      "The target's value less its value with a node ablated in the real model: the same sign as the effect that was predicted.",
  },
  missed: {
    name: "Missed",
    short:
      "Among the ten largest measured effects of the circuit's features, though its influence is below what is drawn.",
    more: "Only features of the traced circuit are ablated. What the model does besides was not tried, so a check cannot miss it and cannot vouch for it.",
  },
  frozen: {
    name: "Frozen",
    short:
      "Of a check or a change: attention patterns and LayerNorm denominators are held as they were. Else all is free.",
    more: "MLPs are recomputed either way, so a prediction need not come true exactly even then.",
  },
  "tried-change": {
    name: "Tried change",
    short:
      "A circuit's text run with edits (a feature scaled or set, a dictionary put in its site's place), beside what the circuit predicts of it.",
  },
  splice: {
    name: "Splice",
    short: "To run the model with a site's true value replaced by what its dictionary makes of it.",
  },
  bounty: {
    name: "Bounty",
    short:
      "A finding of some kind that somebody asks for, with what they promise for it, a deadline and rules.",
    more: "A machine checks its rules of each entry. From the first entry on nothing of it changes but a later deadline.",
  },
  finding: {
    name: "Finding",
    short: "A circuit with a title, a write-up and an arrangement: a draft until its author publishes it.",
  },
  version: {
    name: "Version",
    short: "What a finding said at one save. Whatever others could read stays readable.",
  },
  fork: { name: "Fork", short: "A draft of one's own that begins as a copy of a finding, and says so." },
  view: {
    name: "View",
    short: "How somebody arranged a circuit: hidden, pinned, grouped, noted, expanded. It changes no number.",
  },
  "content-hash": {
    name: "Content hash",
    short: "The SHA-256 of all that a version of a finding says and shows, written down in one fixed way.",
    more: "Two files with the same hash say the same. It says nothing of whether what they say is true.",
  },
  alike: {
    name: "Alike",
    short:
      "How much of the influence through features passes, in two circuits, through the same ones, wherever in their texts: 0 to 1.",
    more: "Tokens, errors and biases are left out, and so is the order in which features come.",
  },
  bundle: {
    name: "Bundle",
    short: "Everything public of one day as Parquet files, with a manifest of their checksums.",
  },
  kind: {
    name: "Kind",
    short:
      "What a dictionary reads: what attention heads gathered, the residual stream, or an MLP by a transcoder.",
    more: "Each kind has a sign and a hue of its own wherever it is shown.",
  },
  head: {
    name: "Head",
    short:
      "One of the parts of an attention layer, written L3H5: it looks from each token at earlier ones and brings something of them along.",
  },
  "main-head": {
    name: "Main head",
    short: "Of an attention feature, the head with the longest part of its decoder row.",
    more: "A fact of the weights alone. Which head gives a feature most in a text, its DFA says.",
  },
  family: {
    name: "Family",
    short:
      "Features that are many alike: dead ones, those that fire on nearly every token, by position, or as copies of another.",
    more: "Told by rule from a corpus and the weights. In another corpus a dead one may fire.",
  },
  quality: {
    name: "Quality",
    short:
      "How well a dictionary stands for what it reads: L0, explained variance, and what it costs the model to go on with it.",
    more: "L0 is how many features fire on a token, on average. Each figure stands with the error of its sample.",
  },
  bias: {
    name: "Biases",
    short: "Constants of the model and its dictionaries: they are added whatever the text says.",
  },
  "mlp-output": {
    name: "MLP output",
    short: "All that a layer's MLP writes at a token, where no dictionary takes it apart.",
    more: "An MLP skip is the part of it that a skip transcoder writes past its features, as a linear map of what the MLP reads.",
  },
  position: {
    name: "Position",
    short:
      "A token's place in its text, from 0; as a node, what the model knows of the place whatever stands there.",
  },
  end: {
    name: "End, leaf",
    short:
      "A node behind which nothing is traced: followed back from the target, all influence ends in some.",
  },
  group: {
    name: "Group",
    short: "Nodes that somebody drew as one, under a name. Numbers between them are added up exactly.",
  },
  evaluation: {
    name: "Evaluation",
    short:
      "A whole circuit tested over the prompts of a family: kept while all else is ablated, and ablated while all else is kept.",
    more: "It is set beside random circuits of the same size, layers and kinds, under zero, mean and counterfactual ablation, since each may flatter a circuit in its own way.",
  },
  experiment: {
    name: "Experiment",
    short:
      "A hypothesis, and what is to be changed in a model's runs over a prompt family and measured of them, written down before the result is computed.",
    more: "Its conditions are each a set of interventions that are made together. What it asks never changes; anybody who sees it may run it again, or fork it.",
  },
  tier: {
    name: "Tier of evidence",
    short:
      "How far a circuit is shown, by rule and never by opinion: traced, causal, whole, general, replicated, each with all before it.",
    more: "What is not known does not hold. Only what everybody may see counts. More evidence never lowers a tier; a new verification that fails does.",
  },
  faithfulness: {
    name: "Faithfulness",
    short:
      "How much of what the model does is left when a circuit is kept and all else ablated: 1 is the model itself, 0 what is left of it without any part.",
    more: "Above 1 the circuit does more than the model: something that holds it back was ablated.",
  },
  cpr: {
    name: "CPR",
    short:
      "The area under the faithfulness curve, from the least share of nodes to all of them: higher is better. MIB calls it the integrated circuit performance ratio.",
  },
  cmd: {
    name: "CMD",
    short:
      "The area between the faithfulness curve and 1: 0 is best. MIB calls it the integrated circuit-model distance.",
  },
  "prompt-family": {
    name: "Prompt family",
    short:
      "Prompts that ask a model the same thing in many ways: templates whose slots are filled with words, each place named by its role.",
    more: "It has versions, each with a hash. A part of its prompts is held out: what was found on the others is tested on these.",
  },
  role: {
    name: "Role",
    short:
      "What a place of a prompt is for, such as the name that stands once: prompts of a family are aligned by it, whatever their lengths.",
  },
  counterfactual: {
    name: "Counterfactual",
    short:
      "A prompt with one thing changed by a rule: another name, another order, another word, other positions.",
  },
  collection: {
    name: "Collection",
    short: "Findings that somebody put together, in an order of theirs and with a note on each.",
  },
  tag: { name: "Tag", short: "A word that its author gives a finding, so that it is found beside others." },
  author: { name: "Author", short: "Who published a finding, and answers for what it says." },
  structure: {
    name: "Structure",
    short:
      "How a circuit is made: at which tokens it starts, how many attention layers it crosses, which steps its paths have in a row.",
    more: "It starts at a token whose embedding has a tenth of the influence that ends in tokens, or more. It crosses as many attention layers as the longest paths do that together bring a tenth of the influence. Steps count on paths that together bring a twentieth; residual features are passed over.",
  },
  specificity: {
    name: "Specificity",
    short: "How much a feature tells chosen tokens of a text from all others, in bits.",
    more: "Its mean activation there less that at the text's other tokens, each as a share of the largest that corpora showed, times how rare it is in a corpus that it fires at all.",
  },
  corpus: {
    name: "Corpus",
    short: "The texts on which features were read, so that a page can show where they fire.",
  },
} satisfies Record<string, TermEntry>;

export type TermId = keyof typeof terms;
