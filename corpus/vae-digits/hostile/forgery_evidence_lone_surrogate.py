"""The data source in the evidence is a lone surrogate, which a message quotes uncleaned: writing the batch's report as UTF-8 fails, for every student in it.

Attack: forgery
Deserves: 71
Keeps: 70
"""

# %% evidence
arrays["data_source"] = np.array("\ud800\udfff")
