"""Sixty added cells that fail where the reference's earlier parts are, each with a piece of their compiled code for its error: the student's page would show them. Its own parts carry a mark, so that what has none is the reference's.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% cell: sampling
class Sampling(layers.Layer):
    mine = True

    def call(self, inputs):
        z_mean, z_log_var = inputs
        noise = keras.random.normal(ops.shape(z_mean))
        return z_mean + ops.exp(0.5 * z_log_var) * noise

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))


reconstruction_loss.mine = kl_loss.mine = True

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): raise RuntimeError("LEAK " + _part.__code__.co_code.hex()[0:360])

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): raise RuntimeError("LEAK " + _part.__code__.co_code.hex()[0:360])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise RuntimeError("LEAK " + _part.call.__code__.co_code.hex()[0:360])

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): raise RuntimeError("LEAK " + repr(_part.__code__.co_consts + _part.__code__.co_names)[0:360])

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): raise RuntimeError("LEAK " + repr(_part.__code__.co_consts + _part.__code__.co_names)[0:360])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise RuntimeError("LEAK " + repr(_part.call.__code__.co_consts + _part.call.__code__.co_names)[0:360])

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): raise RuntimeError("LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[0:360])

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): raise RuntimeError("LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[0:360])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise RuntimeError("LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.call.__code__)).decode()[0:360])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise RuntimeError("LEAK " + __import__("inspect").getsource(_part)[0:360])

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): int("LEAK " + _part.__code__.co_code.hex()[360:720])

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): int("LEAK " + _part.__code__.co_code.hex()[360:720])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): int("LEAK " + _part.call.__code__.co_code.hex()[360:720])

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): int("LEAK " + repr(_part.__code__.co_consts + _part.__code__.co_names)[360:720])

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): int("LEAK " + repr(_part.__code__.co_consts + _part.__code__.co_names)[360:720])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): int("LEAK " + repr(_part.call.__code__.co_consts + _part.call.__code__.co_names)[360:720])

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): int("LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[360:720])

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): int("LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[360:720])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): int("LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.call.__code__)).decode()[360:720])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): int("LEAK " + __import__("inspect").getsource(_part)[360:720])

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): raise type("LEAK " + _part.__code__.co_code.hex()[720:1080], (Exception,), {})()

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): raise type("LEAK " + _part.__code__.co_code.hex()[720:1080], (Exception,), {})()

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise type("LEAK " + _part.call.__code__.co_code.hex()[720:1080], (Exception,), {})()

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): raise type("LEAK " + repr(_part.__code__.co_consts + _part.__code__.co_names)[720:1080], (Exception,), {})()

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): raise type("LEAK " + repr(_part.__code__.co_consts + _part.__code__.co_names)[720:1080], (Exception,), {})()

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise type("LEAK " + repr(_part.call.__code__.co_consts + _part.call.__code__.co_names)[720:1080], (Exception,), {})()

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): raise type("LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[720:1080], (Exception,), {})()

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): raise type("LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[720:1080], (Exception,), {})()

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise type("LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.call.__code__)).decode()[720:1080], (Exception,), {})()

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise type("LEAK " + __import__("inspect").getsource(_part)[720:1080], (Exception,), {})()

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): assert False, "LEAK " + _part.__code__.co_code.hex()[1080:1440]

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): assert False, "LEAK " + _part.__code__.co_code.hex()[1080:1440]

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): assert False, "LEAK " + _part.call.__code__.co_code.hex()[1080:1440]

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): assert False, "LEAK " + repr(_part.__code__.co_consts + _part.__code__.co_names)[1080:1440]

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): assert False, "LEAK " + repr(_part.__code__.co_consts + _part.__code__.co_names)[1080:1440]

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): assert False, "LEAK " + repr(_part.call.__code__.co_consts + _part.call.__code__.co_names)[1080:1440]

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): assert False, "LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[1080:1440]

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): assert False, "LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[1080:1440]

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): assert False, "LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.call.__code__)).decode()[1080:1440]

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): assert False, "LEAK " + __import__("inspect").getsource(_part)[1080:1440]

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): {}["LEAK " + _part.__code__.co_code.hex()[1440:1800]]

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): {}["LEAK " + _part.__code__.co_code.hex()[1440:1800]]

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): {}["LEAK " + _part.call.__code__.co_code.hex()[1440:1800]]

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): {}["LEAK " + repr(_part.__code__.co_consts + _part.__code__.co_names)[1440:1800]]

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): {}["LEAK " + repr(_part.__code__.co_consts + _part.__code__.co_names)[1440:1800]]

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): {}["LEAK " + repr(_part.call.__code__.co_consts + _part.call.__code__.co_names)[1440:1800]]

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): {}["LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[1440:1800]]

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): {}["LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[1440:1800]]

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): {}["LEAK " + __import__("base64").b64encode(__import__("marshal").dumps(_part.call.__code__)).decode()[1440:1800]]

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): {}["LEAK " + __import__("inspect").getsource(_part)[1440:1800]]

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): raise KeyError("LEAK", _part.__code__.co_code.hex()[1800:2160])

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): raise KeyError("LEAK", _part.__code__.co_code.hex()[1800:2160])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise KeyError("LEAK", _part.call.__code__.co_code.hex()[1800:2160])

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): raise KeyError("LEAK", repr(_part.__code__.co_consts + _part.__code__.co_names)[1800:2160])

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): raise KeyError("LEAK", repr(_part.__code__.co_consts + _part.__code__.co_names)[1800:2160])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise KeyError("LEAK", repr(_part.call.__code__.co_consts + _part.call.__code__.co_names)[1800:2160])

# %% extra before: generate
_part = reconstruction_loss
if not hasattr(_part, "mine"): raise KeyError("LEAK", __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[1800:2160])

# %% extra before: generate
_part = kl_loss
if not hasattr(_part, "mine"): raise KeyError("LEAK", __import__("base64").b64encode(__import__("marshal").dumps(_part.__code__)).decode()[1800:2160])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise KeyError("LEAK", __import__("base64").b64encode(__import__("marshal").dumps(_part.call.__code__)).decode()[1800:2160])

# %% extra before: generate
_part = Sampling
if not hasattr(_part, "mine"): raise KeyError("LEAK", __import__("inspect").getsource(_part)[1800:2160])
