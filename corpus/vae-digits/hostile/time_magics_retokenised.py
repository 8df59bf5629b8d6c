"""450 magic lines before 3,000 lines of code: IPython's transformer tokenises the whole cell again for every one of them, in the trusted process, at each loading.

Attack: time
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
%matplotlib inline
value_0 = (0 + 1) * 2 - 3 ** 2
value_1 = (1 + 1) * 2 - 3 ** 2
value_2 = (2 + 1) * 2 - 3 ** 2
value_3 = (3 + 1) * 2 - 3 ** 2
value_4 = (4 + 1) * 2 - 3 ** 2
value_5 = (5 + 1) * 2 - 3 ** 2
value_6 = (6 + 1) * 2 - 3 ** 2
value_7 = (7 + 1) * 2 - 3 ** 2
value_8 = (8 + 1) * 2 - 3 ** 2
value_9 = (9 + 1) * 2 - 3 ** 2
value_10 = (10 + 1) * 2 - 3 ** 2
value_11 = (11 + 1) * 2 - 3 ** 2
value_12 = (12 + 1) * 2 - 3 ** 2
value_13 = (13 + 1) * 2 - 3 ** 2
value_14 = (14 + 1) * 2 - 3 ** 2
value_15 = (15 + 1) * 2 - 3 ** 2
value_16 = (16 + 1) * 2 - 3 ** 2
value_17 = (17 + 1) * 2 - 3 ** 2
value_18 = (18 + 1) * 2 - 3 ** 2
value_19 = (19 + 1) * 2 - 3 ** 2
value_20 = (20 + 1) * 2 - 3 ** 2
value_21 = (21 + 1) * 2 - 3 ** 2
value_22 = (22 + 1) * 2 - 3 ** 2
value_23 = (23 + 1) * 2 - 3 ** 2
value_24 = (24 + 1) * 2 - 3 ** 2
value_25 = (25 + 1) * 2 - 3 ** 2
value_26 = (26 + 1) * 2 - 3 ** 2
value_27 = (27 + 1) * 2 - 3 ** 2
value_28 = (28 + 1) * 2 - 3 ** 2
value_29 = (29 + 1) * 2 - 3 ** 2
value_30 = (30 + 1) * 2 - 3 ** 2
value_31 = (31 + 1) * 2 - 3 ** 2
value_32 = (32 + 1) * 2 - 3 ** 2
value_33 = (33 + 1) * 2 - 3 ** 2
value_34 = (34 + 1) * 2 - 3 ** 2
value_35 = (35 + 1) * 2 - 3 ** 2
value_36 = (36 + 1) * 2 - 3 ** 2
value_37 = (37 + 1) * 2 - 3 ** 2
value_38 = (38 + 1) * 2 - 3 ** 2
value_39 = (39 + 1) * 2 - 3 ** 2
value_40 = (40 + 1) * 2 - 3 ** 2
value_41 = (41 + 1) * 2 - 3 ** 2
value_42 = (42 + 1) * 2 - 3 ** 2
value_43 = (43 + 1) * 2 - 3 ** 2
value_44 = (44 + 1) * 2 - 3 ** 2
value_45 = (45 + 1) * 2 - 3 ** 2
value_46 = (46 + 1) * 2 - 3 ** 2
value_47 = (47 + 1) * 2 - 3 ** 2
value_48 = (48 + 1) * 2 - 3 ** 2
value_49 = (49 + 1) * 2 - 3 ** 2
value_50 = (50 + 1) * 2 - 3 ** 2
value_51 = (51 + 1) * 2 - 3 ** 2
value_52 = (52 + 1) * 2 - 3 ** 2
value_53 = (53 + 1) * 2 - 3 ** 2
value_54 = (54 + 1) * 2 - 3 ** 2
value_55 = (55 + 1) * 2 - 3 ** 2
value_56 = (56 + 1) * 2 - 3 ** 2
value_57 = (57 + 1) * 2 - 3 ** 2
value_58 = (58 + 1) * 2 - 3 ** 2
value_59 = (59 + 1) * 2 - 3 ** 2
value_60 = (60 + 1) * 2 - 3 ** 2
value_61 = (61 + 1) * 2 - 3 ** 2
value_62 = (62 + 1) * 2 - 3 ** 2
value_63 = (63 + 1) * 2 - 3 ** 2
value_64 = (64 + 1) * 2 - 3 ** 2
value_65 = (65 + 1) * 2 - 3 ** 2
value_66 = (66 + 1) * 2 - 3 ** 2
value_67 = (67 + 1) * 2 - 3 ** 2
value_68 = (68 + 1) * 2 - 3 ** 2
value_69 = (69 + 1) * 2 - 3 ** 2
value_70 = (70 + 1) * 2 - 3 ** 2
value_71 = (71 + 1) * 2 - 3 ** 2
value_72 = (72 + 1) * 2 - 3 ** 2
value_73 = (73 + 1) * 2 - 3 ** 2
value_74 = (74 + 1) * 2 - 3 ** 2
value_75 = (75 + 1) * 2 - 3 ** 2
value_76 = (76 + 1) * 2 - 3 ** 2
value_77 = (77 + 1) * 2 - 3 ** 2
value_78 = (78 + 1) * 2 - 3 ** 2
value_79 = (79 + 1) * 2 - 3 ** 2
value_80 = (80 + 1) * 2 - 3 ** 2
value_81 = (81 + 1) * 2 - 3 ** 2
value_82 = (82 + 1) * 2 - 3 ** 2
value_83 = (83 + 1) * 2 - 3 ** 2
value_84 = (84 + 1) * 2 - 3 ** 2
value_85 = (85 + 1) * 2 - 3 ** 2
value_86 = (86 + 1) * 2 - 3 ** 2
value_87 = (87 + 1) * 2 - 3 ** 2
value_88 = (88 + 1) * 2 - 3 ** 2
value_89 = (89 + 1) * 2 - 3 ** 2
value_90 = (90 + 1) * 2 - 3 ** 2
value_91 = (91 + 1) * 2 - 3 ** 2
value_92 = (92 + 1) * 2 - 3 ** 2
value_93 = (93 + 1) * 2 - 3 ** 2
value_94 = (94 + 1) * 2 - 3 ** 2
value_95 = (95 + 1) * 2 - 3 ** 2
value_96 = (96 + 1) * 2 - 3 ** 2
value_97 = (97 + 1) * 2 - 3 ** 2
value_98 = (98 + 1) * 2 - 3 ** 2
value_99 = (99 + 1) * 2 - 3 ** 2
value_100 = (100 + 1) * 2 - 3 ** 2
value_101 = (101 + 1) * 2 - 3 ** 2
value_102 = (102 + 1) * 2 - 3 ** 2
value_103 = (103 + 1) * 2 - 3 ** 2
value_104 = (104 + 1) * 2 - 3 ** 2
value_105 = (105 + 1) * 2 - 3 ** 2
value_106 = (106 + 1) * 2 - 3 ** 2
value_107 = (107 + 1) * 2 - 3 ** 2
value_108 = (108 + 1) * 2 - 3 ** 2
value_109 = (109 + 1) * 2 - 3 ** 2
value_110 = (110 + 1) * 2 - 3 ** 2
value_111 = (111 + 1) * 2 - 3 ** 2
value_112 = (112 + 1) * 2 - 3 ** 2
value_113 = (113 + 1) * 2 - 3 ** 2
value_114 = (114 + 1) * 2 - 3 ** 2
value_115 = (115 + 1) * 2 - 3 ** 2
value_116 = (116 + 1) * 2 - 3 ** 2
value_117 = (117 + 1) * 2 - 3 ** 2
value_118 = (118 + 1) * 2 - 3 ** 2
value_119 = (119 + 1) * 2 - 3 ** 2
value_120 = (120 + 1) * 2 - 3 ** 2
value_121 = (121 + 1) * 2 - 3 ** 2
value_122 = (122 + 1) * 2 - 3 ** 2
value_123 = (123 + 1) * 2 - 3 ** 2
value_124 = (124 + 1) * 2 - 3 ** 2
value_125 = (125 + 1) * 2 - 3 ** 2
value_126 = (126 + 1) * 2 - 3 ** 2
value_127 = (127 + 1) * 2 - 3 ** 2
value_128 = (128 + 1) * 2 - 3 ** 2
value_129 = (129 + 1) * 2 - 3 ** 2
value_130 = (130 + 1) * 2 - 3 ** 2
value_131 = (131 + 1) * 2 - 3 ** 2
value_132 = (132 + 1) * 2 - 3 ** 2
value_133 = (133 + 1) * 2 - 3 ** 2
value_134 = (134 + 1) * 2 - 3 ** 2
value_135 = (135 + 1) * 2 - 3 ** 2
value_136 = (136 + 1) * 2 - 3 ** 2
value_137 = (137 + 1) * 2 - 3 ** 2
value_138 = (138 + 1) * 2 - 3 ** 2
value_139 = (139 + 1) * 2 - 3 ** 2
value_140 = (140 + 1) * 2 - 3 ** 2
value_141 = (141 + 1) * 2 - 3 ** 2
value_142 = (142 + 1) * 2 - 3 ** 2
value_143 = (143 + 1) * 2 - 3 ** 2
value_144 = (144 + 1) * 2 - 3 ** 2
value_145 = (145 + 1) * 2 - 3 ** 2
value_146 = (146 + 1) * 2 - 3 ** 2
value_147 = (147 + 1) * 2 - 3 ** 2
value_148 = (148 + 1) * 2 - 3 ** 2
value_149 = (149 + 1) * 2 - 3 ** 2
value_150 = (150 + 1) * 2 - 3 ** 2
value_151 = (151 + 1) * 2 - 3 ** 2
value_152 = (152 + 1) * 2 - 3 ** 2
value_153 = (153 + 1) * 2 - 3 ** 2
value_154 = (154 + 1) * 2 - 3 ** 2
value_155 = (155 + 1) * 2 - 3 ** 2
value_156 = (156 + 1) * 2 - 3 ** 2
value_157 = (157 + 1) * 2 - 3 ** 2
value_158 = (158 + 1) * 2 - 3 ** 2
value_159 = (159 + 1) * 2 - 3 ** 2
value_160 = (160 + 1) * 2 - 3 ** 2
value_161 = (161 + 1) * 2 - 3 ** 2
value_162 = (162 + 1) * 2 - 3 ** 2
value_163 = (163 + 1) * 2 - 3 ** 2
value_164 = (164 + 1) * 2 - 3 ** 2
value_165 = (165 + 1) * 2 - 3 ** 2
value_166 = (166 + 1) * 2 - 3 ** 2
value_167 = (167 + 1) * 2 - 3 ** 2
value_168 = (168 + 1) * 2 - 3 ** 2
value_169 = (169 + 1) * 2 - 3 ** 2
value_170 = (170 + 1) * 2 - 3 ** 2
value_171 = (171 + 1) * 2 - 3 ** 2
value_172 = (172 + 1) * 2 - 3 ** 2
value_173 = (173 + 1) * 2 - 3 ** 2
value_174 = (174 + 1) * 2 - 3 ** 2
value_175 = (175 + 1) * 2 - 3 ** 2
value_176 = (176 + 1) * 2 - 3 ** 2
value_177 = (177 + 1) * 2 - 3 ** 2
value_178 = (178 + 1) * 2 - 3 ** 2
value_179 = (179 + 1) * 2 - 3 ** 2
value_180 = (180 + 1) * 2 - 3 ** 2
value_181 = (181 + 1) * 2 - 3 ** 2
value_182 = (182 + 1) * 2 - 3 ** 2
value_183 = (183 + 1) * 2 - 3 ** 2
value_184 = (184 + 1) * 2 - 3 ** 2
value_185 = (185 + 1) * 2 - 3 ** 2
value_186 = (186 + 1) * 2 - 3 ** 2
value_187 = (187 + 1) * 2 - 3 ** 2
value_188 = (188 + 1) * 2 - 3 ** 2
value_189 = (189 + 1) * 2 - 3 ** 2
value_190 = (190 + 1) * 2 - 3 ** 2
value_191 = (191 + 1) * 2 - 3 ** 2
value_192 = (192 + 1) * 2 - 3 ** 2
value_193 = (193 + 1) * 2 - 3 ** 2
value_194 = (194 + 1) * 2 - 3 ** 2
value_195 = (195 + 1) * 2 - 3 ** 2
value_196 = (196 + 1) * 2 - 3 ** 2
value_197 = (197 + 1) * 2 - 3 ** 2
value_198 = (198 + 1) * 2 - 3 ** 2
value_199 = (199 + 1) * 2 - 3 ** 2
value_200 = (200 + 1) * 2 - 3 ** 2
value_201 = (201 + 1) * 2 - 3 ** 2
value_202 = (202 + 1) * 2 - 3 ** 2
value_203 = (203 + 1) * 2 - 3 ** 2
value_204 = (204 + 1) * 2 - 3 ** 2
value_205 = (205 + 1) * 2 - 3 ** 2
value_206 = (206 + 1) * 2 - 3 ** 2
value_207 = (207 + 1) * 2 - 3 ** 2
value_208 = (208 + 1) * 2 - 3 ** 2
value_209 = (209 + 1) * 2 - 3 ** 2
value_210 = (210 + 1) * 2 - 3 ** 2
value_211 = (211 + 1) * 2 - 3 ** 2
value_212 = (212 + 1) * 2 - 3 ** 2
value_213 = (213 + 1) * 2 - 3 ** 2
value_214 = (214 + 1) * 2 - 3 ** 2
value_215 = (215 + 1) * 2 - 3 ** 2
value_216 = (216 + 1) * 2 - 3 ** 2
value_217 = (217 + 1) * 2 - 3 ** 2
value_218 = (218 + 1) * 2 - 3 ** 2
value_219 = (219 + 1) * 2 - 3 ** 2
value_220 = (220 + 1) * 2 - 3 ** 2
value_221 = (221 + 1) * 2 - 3 ** 2
value_222 = (222 + 1) * 2 - 3 ** 2
value_223 = (223 + 1) * 2 - 3 ** 2
value_224 = (224 + 1) * 2 - 3 ** 2
value_225 = (225 + 1) * 2 - 3 ** 2
value_226 = (226 + 1) * 2 - 3 ** 2
value_227 = (227 + 1) * 2 - 3 ** 2
value_228 = (228 + 1) * 2 - 3 ** 2
value_229 = (229 + 1) * 2 - 3 ** 2
value_230 = (230 + 1) * 2 - 3 ** 2
value_231 = (231 + 1) * 2 - 3 ** 2
value_232 = (232 + 1) * 2 - 3 ** 2
value_233 = (233 + 1) * 2 - 3 ** 2
value_234 = (234 + 1) * 2 - 3 ** 2
value_235 = (235 + 1) * 2 - 3 ** 2
value_236 = (236 + 1) * 2 - 3 ** 2
value_237 = (237 + 1) * 2 - 3 ** 2
value_238 = (238 + 1) * 2 - 3 ** 2
value_239 = (239 + 1) * 2 - 3 ** 2
value_240 = (240 + 1) * 2 - 3 ** 2
value_241 = (241 + 1) * 2 - 3 ** 2
value_242 = (242 + 1) * 2 - 3 ** 2
value_243 = (243 + 1) * 2 - 3 ** 2
value_244 = (244 + 1) * 2 - 3 ** 2
value_245 = (245 + 1) * 2 - 3 ** 2
value_246 = (246 + 1) * 2 - 3 ** 2
value_247 = (247 + 1) * 2 - 3 ** 2
value_248 = (248 + 1) * 2 - 3 ** 2
value_249 = (249 + 1) * 2 - 3 ** 2
value_250 = (250 + 1) * 2 - 3 ** 2
value_251 = (251 + 1) * 2 - 3 ** 2
value_252 = (252 + 1) * 2 - 3 ** 2
value_253 = (253 + 1) * 2 - 3 ** 2
value_254 = (254 + 1) * 2 - 3 ** 2
value_255 = (255 + 1) * 2 - 3 ** 2
value_256 = (256 + 1) * 2 - 3 ** 2
value_257 = (257 + 1) * 2 - 3 ** 2
value_258 = (258 + 1) * 2 - 3 ** 2
value_259 = (259 + 1) * 2 - 3 ** 2
value_260 = (260 + 1) * 2 - 3 ** 2
value_261 = (261 + 1) * 2 - 3 ** 2
value_262 = (262 + 1) * 2 - 3 ** 2
value_263 = (263 + 1) * 2 - 3 ** 2
value_264 = (264 + 1) * 2 - 3 ** 2
value_265 = (265 + 1) * 2 - 3 ** 2
value_266 = (266 + 1) * 2 - 3 ** 2
value_267 = (267 + 1) * 2 - 3 ** 2
value_268 = (268 + 1) * 2 - 3 ** 2
value_269 = (269 + 1) * 2 - 3 ** 2
value_270 = (270 + 1) * 2 - 3 ** 2
value_271 = (271 + 1) * 2 - 3 ** 2
value_272 = (272 + 1) * 2 - 3 ** 2
value_273 = (273 + 1) * 2 - 3 ** 2
value_274 = (274 + 1) * 2 - 3 ** 2
value_275 = (275 + 1) * 2 - 3 ** 2
value_276 = (276 + 1) * 2 - 3 ** 2
value_277 = (277 + 1) * 2 - 3 ** 2
value_278 = (278 + 1) * 2 - 3 ** 2
value_279 = (279 + 1) * 2 - 3 ** 2
value_280 = (280 + 1) * 2 - 3 ** 2
value_281 = (281 + 1) * 2 - 3 ** 2
value_282 = (282 + 1) * 2 - 3 ** 2
value_283 = (283 + 1) * 2 - 3 ** 2
value_284 = (284 + 1) * 2 - 3 ** 2
value_285 = (285 + 1) * 2 - 3 ** 2
value_286 = (286 + 1) * 2 - 3 ** 2
value_287 = (287 + 1) * 2 - 3 ** 2
value_288 = (288 + 1) * 2 - 3 ** 2
value_289 = (289 + 1) * 2 - 3 ** 2
value_290 = (290 + 1) * 2 - 3 ** 2
value_291 = (291 + 1) * 2 - 3 ** 2
value_292 = (292 + 1) * 2 - 3 ** 2
value_293 = (293 + 1) * 2 - 3 ** 2
value_294 = (294 + 1) * 2 - 3 ** 2
value_295 = (295 + 1) * 2 - 3 ** 2
value_296 = (296 + 1) * 2 - 3 ** 2
value_297 = (297 + 1) * 2 - 3 ** 2
value_298 = (298 + 1) * 2 - 3 ** 2
value_299 = (299 + 1) * 2 - 3 ** 2
value_300 = (300 + 1) * 2 - 3 ** 2
value_301 = (301 + 1) * 2 - 3 ** 2
value_302 = (302 + 1) * 2 - 3 ** 2
value_303 = (303 + 1) * 2 - 3 ** 2
value_304 = (304 + 1) * 2 - 3 ** 2
value_305 = (305 + 1) * 2 - 3 ** 2
value_306 = (306 + 1) * 2 - 3 ** 2
value_307 = (307 + 1) * 2 - 3 ** 2
value_308 = (308 + 1) * 2 - 3 ** 2
value_309 = (309 + 1) * 2 - 3 ** 2
value_310 = (310 + 1) * 2 - 3 ** 2
value_311 = (311 + 1) * 2 - 3 ** 2
value_312 = (312 + 1) * 2 - 3 ** 2
value_313 = (313 + 1) * 2 - 3 ** 2
value_314 = (314 + 1) * 2 - 3 ** 2
value_315 = (315 + 1) * 2 - 3 ** 2
value_316 = (316 + 1) * 2 - 3 ** 2
value_317 = (317 + 1) * 2 - 3 ** 2
value_318 = (318 + 1) * 2 - 3 ** 2
value_319 = (319 + 1) * 2 - 3 ** 2
value_320 = (320 + 1) * 2 - 3 ** 2
value_321 = (321 + 1) * 2 - 3 ** 2
value_322 = (322 + 1) * 2 - 3 ** 2
value_323 = (323 + 1) * 2 - 3 ** 2
value_324 = (324 + 1) * 2 - 3 ** 2
value_325 = (325 + 1) * 2 - 3 ** 2
value_326 = (326 + 1) * 2 - 3 ** 2
value_327 = (327 + 1) * 2 - 3 ** 2
value_328 = (328 + 1) * 2 - 3 ** 2
value_329 = (329 + 1) * 2 - 3 ** 2
value_330 = (330 + 1) * 2 - 3 ** 2
value_331 = (331 + 1) * 2 - 3 ** 2
value_332 = (332 + 1) * 2 - 3 ** 2
value_333 = (333 + 1) * 2 - 3 ** 2
value_334 = (334 + 1) * 2 - 3 ** 2
value_335 = (335 + 1) * 2 - 3 ** 2
value_336 = (336 + 1) * 2 - 3 ** 2
value_337 = (337 + 1) * 2 - 3 ** 2
value_338 = (338 + 1) * 2 - 3 ** 2
value_339 = (339 + 1) * 2 - 3 ** 2
value_340 = (340 + 1) * 2 - 3 ** 2
value_341 = (341 + 1) * 2 - 3 ** 2
value_342 = (342 + 1) * 2 - 3 ** 2
value_343 = (343 + 1) * 2 - 3 ** 2
value_344 = (344 + 1) * 2 - 3 ** 2
value_345 = (345 + 1) * 2 - 3 ** 2
value_346 = (346 + 1) * 2 - 3 ** 2
value_347 = (347 + 1) * 2 - 3 ** 2
value_348 = (348 + 1) * 2 - 3 ** 2
value_349 = (349 + 1) * 2 - 3 ** 2
value_350 = (350 + 1) * 2 - 3 ** 2
value_351 = (351 + 1) * 2 - 3 ** 2
value_352 = (352 + 1) * 2 - 3 ** 2
value_353 = (353 + 1) * 2 - 3 ** 2
value_354 = (354 + 1) * 2 - 3 ** 2
value_355 = (355 + 1) * 2 - 3 ** 2
value_356 = (356 + 1) * 2 - 3 ** 2
value_357 = (357 + 1) * 2 - 3 ** 2
value_358 = (358 + 1) * 2 - 3 ** 2
value_359 = (359 + 1) * 2 - 3 ** 2
value_360 = (360 + 1) * 2 - 3 ** 2
value_361 = (361 + 1) * 2 - 3 ** 2
value_362 = (362 + 1) * 2 - 3 ** 2
value_363 = (363 + 1) * 2 - 3 ** 2
value_364 = (364 + 1) * 2 - 3 ** 2
value_365 = (365 + 1) * 2 - 3 ** 2
value_366 = (366 + 1) * 2 - 3 ** 2
value_367 = (367 + 1) * 2 - 3 ** 2
value_368 = (368 + 1) * 2 - 3 ** 2
value_369 = (369 + 1) * 2 - 3 ** 2
value_370 = (370 + 1) * 2 - 3 ** 2
value_371 = (371 + 1) * 2 - 3 ** 2
value_372 = (372 + 1) * 2 - 3 ** 2
value_373 = (373 + 1) * 2 - 3 ** 2
value_374 = (374 + 1) * 2 - 3 ** 2
value_375 = (375 + 1) * 2 - 3 ** 2
value_376 = (376 + 1) * 2 - 3 ** 2
value_377 = (377 + 1) * 2 - 3 ** 2
value_378 = (378 + 1) * 2 - 3 ** 2
value_379 = (379 + 1) * 2 - 3 ** 2
value_380 = (380 + 1) * 2 - 3 ** 2
value_381 = (381 + 1) * 2 - 3 ** 2
value_382 = (382 + 1) * 2 - 3 ** 2
value_383 = (383 + 1) * 2 - 3 ** 2
value_384 = (384 + 1) * 2 - 3 ** 2
value_385 = (385 + 1) * 2 - 3 ** 2
value_386 = (386 + 1) * 2 - 3 ** 2
value_387 = (387 + 1) * 2 - 3 ** 2
value_388 = (388 + 1) * 2 - 3 ** 2
value_389 = (389 + 1) * 2 - 3 ** 2
value_390 = (390 + 1) * 2 - 3 ** 2
value_391 = (391 + 1) * 2 - 3 ** 2
value_392 = (392 + 1) * 2 - 3 ** 2
value_393 = (393 + 1) * 2 - 3 ** 2
value_394 = (394 + 1) * 2 - 3 ** 2
value_395 = (395 + 1) * 2 - 3 ** 2
value_396 = (396 + 1) * 2 - 3 ** 2
value_397 = (397 + 1) * 2 - 3 ** 2
value_398 = (398 + 1) * 2 - 3 ** 2
value_399 = (399 + 1) * 2 - 3 ** 2
value_400 = (400 + 1) * 2 - 3 ** 2
value_401 = (401 + 1) * 2 - 3 ** 2
value_402 = (402 + 1) * 2 - 3 ** 2
value_403 = (403 + 1) * 2 - 3 ** 2
value_404 = (404 + 1) * 2 - 3 ** 2
value_405 = (405 + 1) * 2 - 3 ** 2
value_406 = (406 + 1) * 2 - 3 ** 2
value_407 = (407 + 1) * 2 - 3 ** 2
value_408 = (408 + 1) * 2 - 3 ** 2
value_409 = (409 + 1) * 2 - 3 ** 2
value_410 = (410 + 1) * 2 - 3 ** 2
value_411 = (411 + 1) * 2 - 3 ** 2
value_412 = (412 + 1) * 2 - 3 ** 2
value_413 = (413 + 1) * 2 - 3 ** 2
value_414 = (414 + 1) * 2 - 3 ** 2
value_415 = (415 + 1) * 2 - 3 ** 2
value_416 = (416 + 1) * 2 - 3 ** 2
value_417 = (417 + 1) * 2 - 3 ** 2
value_418 = (418 + 1) * 2 - 3 ** 2
value_419 = (419 + 1) * 2 - 3 ** 2
value_420 = (420 + 1) * 2 - 3 ** 2
value_421 = (421 + 1) * 2 - 3 ** 2
value_422 = (422 + 1) * 2 - 3 ** 2
value_423 = (423 + 1) * 2 - 3 ** 2
value_424 = (424 + 1) * 2 - 3 ** 2
value_425 = (425 + 1) * 2 - 3 ** 2
value_426 = (426 + 1) * 2 - 3 ** 2
value_427 = (427 + 1) * 2 - 3 ** 2
value_428 = (428 + 1) * 2 - 3 ** 2
value_429 = (429 + 1) * 2 - 3 ** 2
value_430 = (430 + 1) * 2 - 3 ** 2
value_431 = (431 + 1) * 2 - 3 ** 2
value_432 = (432 + 1) * 2 - 3 ** 2
value_433 = (433 + 1) * 2 - 3 ** 2
value_434 = (434 + 1) * 2 - 3 ** 2
value_435 = (435 + 1) * 2 - 3 ** 2
value_436 = (436 + 1) * 2 - 3 ** 2
value_437 = (437 + 1) * 2 - 3 ** 2
value_438 = (438 + 1) * 2 - 3 ** 2
value_439 = (439 + 1) * 2 - 3 ** 2
value_440 = (440 + 1) * 2 - 3 ** 2
value_441 = (441 + 1) * 2 - 3 ** 2
value_442 = (442 + 1) * 2 - 3 ** 2
value_443 = (443 + 1) * 2 - 3 ** 2
value_444 = (444 + 1) * 2 - 3 ** 2
value_445 = (445 + 1) * 2 - 3 ** 2
value_446 = (446 + 1) * 2 - 3 ** 2
value_447 = (447 + 1) * 2 - 3 ** 2
value_448 = (448 + 1) * 2 - 3 ** 2
value_449 = (449 + 1) * 2 - 3 ** 2
value_450 = (450 + 1) * 2 - 3 ** 2
value_451 = (451 + 1) * 2 - 3 ** 2
value_452 = (452 + 1) * 2 - 3 ** 2
value_453 = (453 + 1) * 2 - 3 ** 2
value_454 = (454 + 1) * 2 - 3 ** 2
value_455 = (455 + 1) * 2 - 3 ** 2
value_456 = (456 + 1) * 2 - 3 ** 2
value_457 = (457 + 1) * 2 - 3 ** 2
value_458 = (458 + 1) * 2 - 3 ** 2
value_459 = (459 + 1) * 2 - 3 ** 2
value_460 = (460 + 1) * 2 - 3 ** 2
value_461 = (461 + 1) * 2 - 3 ** 2
value_462 = (462 + 1) * 2 - 3 ** 2
value_463 = (463 + 1) * 2 - 3 ** 2
value_464 = (464 + 1) * 2 - 3 ** 2
value_465 = (465 + 1) * 2 - 3 ** 2
value_466 = (466 + 1) * 2 - 3 ** 2
value_467 = (467 + 1) * 2 - 3 ** 2
value_468 = (468 + 1) * 2 - 3 ** 2
value_469 = (469 + 1) * 2 - 3 ** 2
value_470 = (470 + 1) * 2 - 3 ** 2
value_471 = (471 + 1) * 2 - 3 ** 2
value_472 = (472 + 1) * 2 - 3 ** 2
value_473 = (473 + 1) * 2 - 3 ** 2
value_474 = (474 + 1) * 2 - 3 ** 2
value_475 = (475 + 1) * 2 - 3 ** 2
value_476 = (476 + 1) * 2 - 3 ** 2
value_477 = (477 + 1) * 2 - 3 ** 2
value_478 = (478 + 1) * 2 - 3 ** 2
value_479 = (479 + 1) * 2 - 3 ** 2
value_480 = (480 + 1) * 2 - 3 ** 2
value_481 = (481 + 1) * 2 - 3 ** 2
value_482 = (482 + 1) * 2 - 3 ** 2
value_483 = (483 + 1) * 2 - 3 ** 2
value_484 = (484 + 1) * 2 - 3 ** 2
value_485 = (485 + 1) * 2 - 3 ** 2
value_486 = (486 + 1) * 2 - 3 ** 2
value_487 = (487 + 1) * 2 - 3 ** 2
value_488 = (488 + 1) * 2 - 3 ** 2
value_489 = (489 + 1) * 2 - 3 ** 2
value_490 = (490 + 1) * 2 - 3 ** 2
value_491 = (491 + 1) * 2 - 3 ** 2
value_492 = (492 + 1) * 2 - 3 ** 2
value_493 = (493 + 1) * 2 - 3 ** 2
value_494 = (494 + 1) * 2 - 3 ** 2
value_495 = (495 + 1) * 2 - 3 ** 2
value_496 = (496 + 1) * 2 - 3 ** 2
value_497 = (497 + 1) * 2 - 3 ** 2
value_498 = (498 + 1) * 2 - 3 ** 2
value_499 = (499 + 1) * 2 - 3 ** 2
value_500 = (500 + 1) * 2 - 3 ** 2
value_501 = (501 + 1) * 2 - 3 ** 2
value_502 = (502 + 1) * 2 - 3 ** 2
value_503 = (503 + 1) * 2 - 3 ** 2
value_504 = (504 + 1) * 2 - 3 ** 2
value_505 = (505 + 1) * 2 - 3 ** 2
value_506 = (506 + 1) * 2 - 3 ** 2
value_507 = (507 + 1) * 2 - 3 ** 2
value_508 = (508 + 1) * 2 - 3 ** 2
value_509 = (509 + 1) * 2 - 3 ** 2
value_510 = (510 + 1) * 2 - 3 ** 2
value_511 = (511 + 1) * 2 - 3 ** 2
value_512 = (512 + 1) * 2 - 3 ** 2
value_513 = (513 + 1) * 2 - 3 ** 2
value_514 = (514 + 1) * 2 - 3 ** 2
value_515 = (515 + 1) * 2 - 3 ** 2
value_516 = (516 + 1) * 2 - 3 ** 2
value_517 = (517 + 1) * 2 - 3 ** 2
value_518 = (518 + 1) * 2 - 3 ** 2
value_519 = (519 + 1) * 2 - 3 ** 2
value_520 = (520 + 1) * 2 - 3 ** 2
value_521 = (521 + 1) * 2 - 3 ** 2
value_522 = (522 + 1) * 2 - 3 ** 2
value_523 = (523 + 1) * 2 - 3 ** 2
value_524 = (524 + 1) * 2 - 3 ** 2
value_525 = (525 + 1) * 2 - 3 ** 2
value_526 = (526 + 1) * 2 - 3 ** 2
value_527 = (527 + 1) * 2 - 3 ** 2
value_528 = (528 + 1) * 2 - 3 ** 2
value_529 = (529 + 1) * 2 - 3 ** 2
value_530 = (530 + 1) * 2 - 3 ** 2
value_531 = (531 + 1) * 2 - 3 ** 2
value_532 = (532 + 1) * 2 - 3 ** 2
value_533 = (533 + 1) * 2 - 3 ** 2
value_534 = (534 + 1) * 2 - 3 ** 2
value_535 = (535 + 1) * 2 - 3 ** 2
value_536 = (536 + 1) * 2 - 3 ** 2
value_537 = (537 + 1) * 2 - 3 ** 2
value_538 = (538 + 1) * 2 - 3 ** 2
value_539 = (539 + 1) * 2 - 3 ** 2
value_540 = (540 + 1) * 2 - 3 ** 2
value_541 = (541 + 1) * 2 - 3 ** 2
value_542 = (542 + 1) * 2 - 3 ** 2
value_543 = (543 + 1) * 2 - 3 ** 2
value_544 = (544 + 1) * 2 - 3 ** 2
value_545 = (545 + 1) * 2 - 3 ** 2
value_546 = (546 + 1) * 2 - 3 ** 2
value_547 = (547 + 1) * 2 - 3 ** 2
value_548 = (548 + 1) * 2 - 3 ** 2
value_549 = (549 + 1) * 2 - 3 ** 2
value_550 = (550 + 1) * 2 - 3 ** 2
value_551 = (551 + 1) * 2 - 3 ** 2
value_552 = (552 + 1) * 2 - 3 ** 2
value_553 = (553 + 1) * 2 - 3 ** 2
value_554 = (554 + 1) * 2 - 3 ** 2
value_555 = (555 + 1) * 2 - 3 ** 2
value_556 = (556 + 1) * 2 - 3 ** 2
value_557 = (557 + 1) * 2 - 3 ** 2
value_558 = (558 + 1) * 2 - 3 ** 2
value_559 = (559 + 1) * 2 - 3 ** 2
value_560 = (560 + 1) * 2 - 3 ** 2
value_561 = (561 + 1) * 2 - 3 ** 2
value_562 = (562 + 1) * 2 - 3 ** 2
value_563 = (563 + 1) * 2 - 3 ** 2
value_564 = (564 + 1) * 2 - 3 ** 2
value_565 = (565 + 1) * 2 - 3 ** 2
value_566 = (566 + 1) * 2 - 3 ** 2
value_567 = (567 + 1) * 2 - 3 ** 2
value_568 = (568 + 1) * 2 - 3 ** 2
value_569 = (569 + 1) * 2 - 3 ** 2
value_570 = (570 + 1) * 2 - 3 ** 2
value_571 = (571 + 1) * 2 - 3 ** 2
value_572 = (572 + 1) * 2 - 3 ** 2
value_573 = (573 + 1) * 2 - 3 ** 2
value_574 = (574 + 1) * 2 - 3 ** 2
value_575 = (575 + 1) * 2 - 3 ** 2
value_576 = (576 + 1) * 2 - 3 ** 2
value_577 = (577 + 1) * 2 - 3 ** 2
value_578 = (578 + 1) * 2 - 3 ** 2
value_579 = (579 + 1) * 2 - 3 ** 2
value_580 = (580 + 1) * 2 - 3 ** 2
value_581 = (581 + 1) * 2 - 3 ** 2
value_582 = (582 + 1) * 2 - 3 ** 2
value_583 = (583 + 1) * 2 - 3 ** 2
value_584 = (584 + 1) * 2 - 3 ** 2
value_585 = (585 + 1) * 2 - 3 ** 2
value_586 = (586 + 1) * 2 - 3 ** 2
value_587 = (587 + 1) * 2 - 3 ** 2
value_588 = (588 + 1) * 2 - 3 ** 2
value_589 = (589 + 1) * 2 - 3 ** 2
value_590 = (590 + 1) * 2 - 3 ** 2
value_591 = (591 + 1) * 2 - 3 ** 2
value_592 = (592 + 1) * 2 - 3 ** 2
value_593 = (593 + 1) * 2 - 3 ** 2
value_594 = (594 + 1) * 2 - 3 ** 2
value_595 = (595 + 1) * 2 - 3 ** 2
value_596 = (596 + 1) * 2 - 3 ** 2
value_597 = (597 + 1) * 2 - 3 ** 2
value_598 = (598 + 1) * 2 - 3 ** 2
value_599 = (599 + 1) * 2 - 3 ** 2
value_600 = (600 + 1) * 2 - 3 ** 2
value_601 = (601 + 1) * 2 - 3 ** 2
value_602 = (602 + 1) * 2 - 3 ** 2
value_603 = (603 + 1) * 2 - 3 ** 2
value_604 = (604 + 1) * 2 - 3 ** 2
value_605 = (605 + 1) * 2 - 3 ** 2
value_606 = (606 + 1) * 2 - 3 ** 2
value_607 = (607 + 1) * 2 - 3 ** 2
value_608 = (608 + 1) * 2 - 3 ** 2
value_609 = (609 + 1) * 2 - 3 ** 2
value_610 = (610 + 1) * 2 - 3 ** 2
value_611 = (611 + 1) * 2 - 3 ** 2
value_612 = (612 + 1) * 2 - 3 ** 2
value_613 = (613 + 1) * 2 - 3 ** 2
value_614 = (614 + 1) * 2 - 3 ** 2
value_615 = (615 + 1) * 2 - 3 ** 2
value_616 = (616 + 1) * 2 - 3 ** 2
value_617 = (617 + 1) * 2 - 3 ** 2
value_618 = (618 + 1) * 2 - 3 ** 2
value_619 = (619 + 1) * 2 - 3 ** 2
value_620 = (620 + 1) * 2 - 3 ** 2
value_621 = (621 + 1) * 2 - 3 ** 2
value_622 = (622 + 1) * 2 - 3 ** 2
value_623 = (623 + 1) * 2 - 3 ** 2
value_624 = (624 + 1) * 2 - 3 ** 2
value_625 = (625 + 1) * 2 - 3 ** 2
value_626 = (626 + 1) * 2 - 3 ** 2
value_627 = (627 + 1) * 2 - 3 ** 2
value_628 = (628 + 1) * 2 - 3 ** 2
value_629 = (629 + 1) * 2 - 3 ** 2
value_630 = (630 + 1) * 2 - 3 ** 2
value_631 = (631 + 1) * 2 - 3 ** 2
value_632 = (632 + 1) * 2 - 3 ** 2
value_633 = (633 + 1) * 2 - 3 ** 2
value_634 = (634 + 1) * 2 - 3 ** 2
value_635 = (635 + 1) * 2 - 3 ** 2
value_636 = (636 + 1) * 2 - 3 ** 2
value_637 = (637 + 1) * 2 - 3 ** 2
value_638 = (638 + 1) * 2 - 3 ** 2
value_639 = (639 + 1) * 2 - 3 ** 2
value_640 = (640 + 1) * 2 - 3 ** 2
value_641 = (641 + 1) * 2 - 3 ** 2
value_642 = (642 + 1) * 2 - 3 ** 2
value_643 = (643 + 1) * 2 - 3 ** 2
value_644 = (644 + 1) * 2 - 3 ** 2
value_645 = (645 + 1) * 2 - 3 ** 2
value_646 = (646 + 1) * 2 - 3 ** 2
value_647 = (647 + 1) * 2 - 3 ** 2
value_648 = (648 + 1) * 2 - 3 ** 2
value_649 = (649 + 1) * 2 - 3 ** 2
value_650 = (650 + 1) * 2 - 3 ** 2
value_651 = (651 + 1) * 2 - 3 ** 2
value_652 = (652 + 1) * 2 - 3 ** 2
value_653 = (653 + 1) * 2 - 3 ** 2
value_654 = (654 + 1) * 2 - 3 ** 2
value_655 = (655 + 1) * 2 - 3 ** 2
value_656 = (656 + 1) * 2 - 3 ** 2
value_657 = (657 + 1) * 2 - 3 ** 2
value_658 = (658 + 1) * 2 - 3 ** 2
value_659 = (659 + 1) * 2 - 3 ** 2
value_660 = (660 + 1) * 2 - 3 ** 2
value_661 = (661 + 1) * 2 - 3 ** 2
value_662 = (662 + 1) * 2 - 3 ** 2
value_663 = (663 + 1) * 2 - 3 ** 2
value_664 = (664 + 1) * 2 - 3 ** 2
value_665 = (665 + 1) * 2 - 3 ** 2
value_666 = (666 + 1) * 2 - 3 ** 2
value_667 = (667 + 1) * 2 - 3 ** 2
value_668 = (668 + 1) * 2 - 3 ** 2
value_669 = (669 + 1) * 2 - 3 ** 2
value_670 = (670 + 1) * 2 - 3 ** 2
value_671 = (671 + 1) * 2 - 3 ** 2
value_672 = (672 + 1) * 2 - 3 ** 2
value_673 = (673 + 1) * 2 - 3 ** 2
value_674 = (674 + 1) * 2 - 3 ** 2
value_675 = (675 + 1) * 2 - 3 ** 2
value_676 = (676 + 1) * 2 - 3 ** 2
value_677 = (677 + 1) * 2 - 3 ** 2
value_678 = (678 + 1) * 2 - 3 ** 2
value_679 = (679 + 1) * 2 - 3 ** 2
value_680 = (680 + 1) * 2 - 3 ** 2
value_681 = (681 + 1) * 2 - 3 ** 2
value_682 = (682 + 1) * 2 - 3 ** 2
value_683 = (683 + 1) * 2 - 3 ** 2
value_684 = (684 + 1) * 2 - 3 ** 2
value_685 = (685 + 1) * 2 - 3 ** 2
value_686 = (686 + 1) * 2 - 3 ** 2
value_687 = (687 + 1) * 2 - 3 ** 2
value_688 = (688 + 1) * 2 - 3 ** 2
value_689 = (689 + 1) * 2 - 3 ** 2
value_690 = (690 + 1) * 2 - 3 ** 2
value_691 = (691 + 1) * 2 - 3 ** 2
value_692 = (692 + 1) * 2 - 3 ** 2
value_693 = (693 + 1) * 2 - 3 ** 2
value_694 = (694 + 1) * 2 - 3 ** 2
value_695 = (695 + 1) * 2 - 3 ** 2
value_696 = (696 + 1) * 2 - 3 ** 2
value_697 = (697 + 1) * 2 - 3 ** 2
value_698 = (698 + 1) * 2 - 3 ** 2
value_699 = (699 + 1) * 2 - 3 ** 2
value_700 = (700 + 1) * 2 - 3 ** 2
value_701 = (701 + 1) * 2 - 3 ** 2
value_702 = (702 + 1) * 2 - 3 ** 2
value_703 = (703 + 1) * 2 - 3 ** 2
value_704 = (704 + 1) * 2 - 3 ** 2
value_705 = (705 + 1) * 2 - 3 ** 2
value_706 = (706 + 1) * 2 - 3 ** 2
value_707 = (707 + 1) * 2 - 3 ** 2
value_708 = (708 + 1) * 2 - 3 ** 2
value_709 = (709 + 1) * 2 - 3 ** 2
value_710 = (710 + 1) * 2 - 3 ** 2
value_711 = (711 + 1) * 2 - 3 ** 2
value_712 = (712 + 1) * 2 - 3 ** 2
value_713 = (713 + 1) * 2 - 3 ** 2
value_714 = (714 + 1) * 2 - 3 ** 2
value_715 = (715 + 1) * 2 - 3 ** 2
value_716 = (716 + 1) * 2 - 3 ** 2
value_717 = (717 + 1) * 2 - 3 ** 2
value_718 = (718 + 1) * 2 - 3 ** 2
value_719 = (719 + 1) * 2 - 3 ** 2
value_720 = (720 + 1) * 2 - 3 ** 2
value_721 = (721 + 1) * 2 - 3 ** 2
value_722 = (722 + 1) * 2 - 3 ** 2
value_723 = (723 + 1) * 2 - 3 ** 2
value_724 = (724 + 1) * 2 - 3 ** 2
value_725 = (725 + 1) * 2 - 3 ** 2
value_726 = (726 + 1) * 2 - 3 ** 2
value_727 = (727 + 1) * 2 - 3 ** 2
value_728 = (728 + 1) * 2 - 3 ** 2
value_729 = (729 + 1) * 2 - 3 ** 2
value_730 = (730 + 1) * 2 - 3 ** 2
value_731 = (731 + 1) * 2 - 3 ** 2
value_732 = (732 + 1) * 2 - 3 ** 2
value_733 = (733 + 1) * 2 - 3 ** 2
value_734 = (734 + 1) * 2 - 3 ** 2
value_735 = (735 + 1) * 2 - 3 ** 2
value_736 = (736 + 1) * 2 - 3 ** 2
value_737 = (737 + 1) * 2 - 3 ** 2
value_738 = (738 + 1) * 2 - 3 ** 2
value_739 = (739 + 1) * 2 - 3 ** 2
value_740 = (740 + 1) * 2 - 3 ** 2
value_741 = (741 + 1) * 2 - 3 ** 2
value_742 = (742 + 1) * 2 - 3 ** 2
value_743 = (743 + 1) * 2 - 3 ** 2
value_744 = (744 + 1) * 2 - 3 ** 2
value_745 = (745 + 1) * 2 - 3 ** 2
value_746 = (746 + 1) * 2 - 3 ** 2
value_747 = (747 + 1) * 2 - 3 ** 2
value_748 = (748 + 1) * 2 - 3 ** 2
value_749 = (749 + 1) * 2 - 3 ** 2
value_750 = (750 + 1) * 2 - 3 ** 2
value_751 = (751 + 1) * 2 - 3 ** 2
value_752 = (752 + 1) * 2 - 3 ** 2
value_753 = (753 + 1) * 2 - 3 ** 2
value_754 = (754 + 1) * 2 - 3 ** 2
value_755 = (755 + 1) * 2 - 3 ** 2
value_756 = (756 + 1) * 2 - 3 ** 2
value_757 = (757 + 1) * 2 - 3 ** 2
value_758 = (758 + 1) * 2 - 3 ** 2
value_759 = (759 + 1) * 2 - 3 ** 2
value_760 = (760 + 1) * 2 - 3 ** 2
value_761 = (761 + 1) * 2 - 3 ** 2
value_762 = (762 + 1) * 2 - 3 ** 2
value_763 = (763 + 1) * 2 - 3 ** 2
value_764 = (764 + 1) * 2 - 3 ** 2
value_765 = (765 + 1) * 2 - 3 ** 2
value_766 = (766 + 1) * 2 - 3 ** 2
value_767 = (767 + 1) * 2 - 3 ** 2
value_768 = (768 + 1) * 2 - 3 ** 2
value_769 = (769 + 1) * 2 - 3 ** 2
value_770 = (770 + 1) * 2 - 3 ** 2
value_771 = (771 + 1) * 2 - 3 ** 2
value_772 = (772 + 1) * 2 - 3 ** 2
value_773 = (773 + 1) * 2 - 3 ** 2
value_774 = (774 + 1) * 2 - 3 ** 2
value_775 = (775 + 1) * 2 - 3 ** 2
value_776 = (776 + 1) * 2 - 3 ** 2
value_777 = (777 + 1) * 2 - 3 ** 2
value_778 = (778 + 1) * 2 - 3 ** 2
value_779 = (779 + 1) * 2 - 3 ** 2
value_780 = (780 + 1) * 2 - 3 ** 2
value_781 = (781 + 1) * 2 - 3 ** 2
value_782 = (782 + 1) * 2 - 3 ** 2
value_783 = (783 + 1) * 2 - 3 ** 2
value_784 = (784 + 1) * 2 - 3 ** 2
value_785 = (785 + 1) * 2 - 3 ** 2
value_786 = (786 + 1) * 2 - 3 ** 2
value_787 = (787 + 1) * 2 - 3 ** 2
value_788 = (788 + 1) * 2 - 3 ** 2
value_789 = (789 + 1) * 2 - 3 ** 2
value_790 = (790 + 1) * 2 - 3 ** 2
value_791 = (791 + 1) * 2 - 3 ** 2
value_792 = (792 + 1) * 2 - 3 ** 2
value_793 = (793 + 1) * 2 - 3 ** 2
value_794 = (794 + 1) * 2 - 3 ** 2
value_795 = (795 + 1) * 2 - 3 ** 2
value_796 = (796 + 1) * 2 - 3 ** 2
value_797 = (797 + 1) * 2 - 3 ** 2
value_798 = (798 + 1) * 2 - 3 ** 2
value_799 = (799 + 1) * 2 - 3 ** 2
value_800 = (800 + 1) * 2 - 3 ** 2
value_801 = (801 + 1) * 2 - 3 ** 2
value_802 = (802 + 1) * 2 - 3 ** 2
value_803 = (803 + 1) * 2 - 3 ** 2
value_804 = (804 + 1) * 2 - 3 ** 2
value_805 = (805 + 1) * 2 - 3 ** 2
value_806 = (806 + 1) * 2 - 3 ** 2
value_807 = (807 + 1) * 2 - 3 ** 2
value_808 = (808 + 1) * 2 - 3 ** 2
value_809 = (809 + 1) * 2 - 3 ** 2
value_810 = (810 + 1) * 2 - 3 ** 2
value_811 = (811 + 1) * 2 - 3 ** 2
value_812 = (812 + 1) * 2 - 3 ** 2
value_813 = (813 + 1) * 2 - 3 ** 2
value_814 = (814 + 1) * 2 - 3 ** 2
value_815 = (815 + 1) * 2 - 3 ** 2
value_816 = (816 + 1) * 2 - 3 ** 2
value_817 = (817 + 1) * 2 - 3 ** 2
value_818 = (818 + 1) * 2 - 3 ** 2
value_819 = (819 + 1) * 2 - 3 ** 2
value_820 = (820 + 1) * 2 - 3 ** 2
value_821 = (821 + 1) * 2 - 3 ** 2
value_822 = (822 + 1) * 2 - 3 ** 2
value_823 = (823 + 1) * 2 - 3 ** 2
value_824 = (824 + 1) * 2 - 3 ** 2
value_825 = (825 + 1) * 2 - 3 ** 2
value_826 = (826 + 1) * 2 - 3 ** 2
value_827 = (827 + 1) * 2 - 3 ** 2
value_828 = (828 + 1) * 2 - 3 ** 2
value_829 = (829 + 1) * 2 - 3 ** 2
value_830 = (830 + 1) * 2 - 3 ** 2
value_831 = (831 + 1) * 2 - 3 ** 2
value_832 = (832 + 1) * 2 - 3 ** 2
value_833 = (833 + 1) * 2 - 3 ** 2
value_834 = (834 + 1) * 2 - 3 ** 2
value_835 = (835 + 1) * 2 - 3 ** 2
value_836 = (836 + 1) * 2 - 3 ** 2
value_837 = (837 + 1) * 2 - 3 ** 2
value_838 = (838 + 1) * 2 - 3 ** 2
value_839 = (839 + 1) * 2 - 3 ** 2
value_840 = (840 + 1) * 2 - 3 ** 2
value_841 = (841 + 1) * 2 - 3 ** 2
value_842 = (842 + 1) * 2 - 3 ** 2
value_843 = (843 + 1) * 2 - 3 ** 2
value_844 = (844 + 1) * 2 - 3 ** 2
value_845 = (845 + 1) * 2 - 3 ** 2
value_846 = (846 + 1) * 2 - 3 ** 2
value_847 = (847 + 1) * 2 - 3 ** 2
value_848 = (848 + 1) * 2 - 3 ** 2
value_849 = (849 + 1) * 2 - 3 ** 2
value_850 = (850 + 1) * 2 - 3 ** 2
value_851 = (851 + 1) * 2 - 3 ** 2
value_852 = (852 + 1) * 2 - 3 ** 2
value_853 = (853 + 1) * 2 - 3 ** 2
value_854 = (854 + 1) * 2 - 3 ** 2
value_855 = (855 + 1) * 2 - 3 ** 2
value_856 = (856 + 1) * 2 - 3 ** 2
value_857 = (857 + 1) * 2 - 3 ** 2
value_858 = (858 + 1) * 2 - 3 ** 2
value_859 = (859 + 1) * 2 - 3 ** 2
value_860 = (860 + 1) * 2 - 3 ** 2
value_861 = (861 + 1) * 2 - 3 ** 2
value_862 = (862 + 1) * 2 - 3 ** 2
value_863 = (863 + 1) * 2 - 3 ** 2
value_864 = (864 + 1) * 2 - 3 ** 2
value_865 = (865 + 1) * 2 - 3 ** 2
value_866 = (866 + 1) * 2 - 3 ** 2
value_867 = (867 + 1) * 2 - 3 ** 2
value_868 = (868 + 1) * 2 - 3 ** 2
value_869 = (869 + 1) * 2 - 3 ** 2
value_870 = (870 + 1) * 2 - 3 ** 2
value_871 = (871 + 1) * 2 - 3 ** 2
value_872 = (872 + 1) * 2 - 3 ** 2
value_873 = (873 + 1) * 2 - 3 ** 2
value_874 = (874 + 1) * 2 - 3 ** 2
value_875 = (875 + 1) * 2 - 3 ** 2
value_876 = (876 + 1) * 2 - 3 ** 2
value_877 = (877 + 1) * 2 - 3 ** 2
value_878 = (878 + 1) * 2 - 3 ** 2
value_879 = (879 + 1) * 2 - 3 ** 2
value_880 = (880 + 1) * 2 - 3 ** 2
value_881 = (881 + 1) * 2 - 3 ** 2
value_882 = (882 + 1) * 2 - 3 ** 2
value_883 = (883 + 1) * 2 - 3 ** 2
value_884 = (884 + 1) * 2 - 3 ** 2
value_885 = (885 + 1) * 2 - 3 ** 2
value_886 = (886 + 1) * 2 - 3 ** 2
value_887 = (887 + 1) * 2 - 3 ** 2
value_888 = (888 + 1) * 2 - 3 ** 2
value_889 = (889 + 1) * 2 - 3 ** 2
value_890 = (890 + 1) * 2 - 3 ** 2
value_891 = (891 + 1) * 2 - 3 ** 2
value_892 = (892 + 1) * 2 - 3 ** 2
value_893 = (893 + 1) * 2 - 3 ** 2
value_894 = (894 + 1) * 2 - 3 ** 2
value_895 = (895 + 1) * 2 - 3 ** 2
value_896 = (896 + 1) * 2 - 3 ** 2
value_897 = (897 + 1) * 2 - 3 ** 2
value_898 = (898 + 1) * 2 - 3 ** 2
value_899 = (899 + 1) * 2 - 3 ** 2
value_900 = (900 + 1) * 2 - 3 ** 2
value_901 = (901 + 1) * 2 - 3 ** 2
value_902 = (902 + 1) * 2 - 3 ** 2
value_903 = (903 + 1) * 2 - 3 ** 2
value_904 = (904 + 1) * 2 - 3 ** 2
value_905 = (905 + 1) * 2 - 3 ** 2
value_906 = (906 + 1) * 2 - 3 ** 2
value_907 = (907 + 1) * 2 - 3 ** 2
value_908 = (908 + 1) * 2 - 3 ** 2
value_909 = (909 + 1) * 2 - 3 ** 2
value_910 = (910 + 1) * 2 - 3 ** 2
value_911 = (911 + 1) * 2 - 3 ** 2
value_912 = (912 + 1) * 2 - 3 ** 2
value_913 = (913 + 1) * 2 - 3 ** 2
value_914 = (914 + 1) * 2 - 3 ** 2
value_915 = (915 + 1) * 2 - 3 ** 2
value_916 = (916 + 1) * 2 - 3 ** 2
value_917 = (917 + 1) * 2 - 3 ** 2
value_918 = (918 + 1) * 2 - 3 ** 2
value_919 = (919 + 1) * 2 - 3 ** 2
value_920 = (920 + 1) * 2 - 3 ** 2
value_921 = (921 + 1) * 2 - 3 ** 2
value_922 = (922 + 1) * 2 - 3 ** 2
value_923 = (923 + 1) * 2 - 3 ** 2
value_924 = (924 + 1) * 2 - 3 ** 2
value_925 = (925 + 1) * 2 - 3 ** 2
value_926 = (926 + 1) * 2 - 3 ** 2
value_927 = (927 + 1) * 2 - 3 ** 2
value_928 = (928 + 1) * 2 - 3 ** 2
value_929 = (929 + 1) * 2 - 3 ** 2
value_930 = (930 + 1) * 2 - 3 ** 2
value_931 = (931 + 1) * 2 - 3 ** 2
value_932 = (932 + 1) * 2 - 3 ** 2
value_933 = (933 + 1) * 2 - 3 ** 2
value_934 = (934 + 1) * 2 - 3 ** 2
value_935 = (935 + 1) * 2 - 3 ** 2
value_936 = (936 + 1) * 2 - 3 ** 2
value_937 = (937 + 1) * 2 - 3 ** 2
value_938 = (938 + 1) * 2 - 3 ** 2
value_939 = (939 + 1) * 2 - 3 ** 2
value_940 = (940 + 1) * 2 - 3 ** 2
value_941 = (941 + 1) * 2 - 3 ** 2
value_942 = (942 + 1) * 2 - 3 ** 2
value_943 = (943 + 1) * 2 - 3 ** 2
value_944 = (944 + 1) * 2 - 3 ** 2
value_945 = (945 + 1) * 2 - 3 ** 2
value_946 = (946 + 1) * 2 - 3 ** 2
value_947 = (947 + 1) * 2 - 3 ** 2
value_948 = (948 + 1) * 2 - 3 ** 2
value_949 = (949 + 1) * 2 - 3 ** 2
value_950 = (950 + 1) * 2 - 3 ** 2
value_951 = (951 + 1) * 2 - 3 ** 2
value_952 = (952 + 1) * 2 - 3 ** 2
value_953 = (953 + 1) * 2 - 3 ** 2
value_954 = (954 + 1) * 2 - 3 ** 2
value_955 = (955 + 1) * 2 - 3 ** 2
value_956 = (956 + 1) * 2 - 3 ** 2
value_957 = (957 + 1) * 2 - 3 ** 2
value_958 = (958 + 1) * 2 - 3 ** 2
value_959 = (959 + 1) * 2 - 3 ** 2
value_960 = (960 + 1) * 2 - 3 ** 2
value_961 = (961 + 1) * 2 - 3 ** 2
value_962 = (962 + 1) * 2 - 3 ** 2
value_963 = (963 + 1) * 2 - 3 ** 2
value_964 = (964 + 1) * 2 - 3 ** 2
value_965 = (965 + 1) * 2 - 3 ** 2
value_966 = (966 + 1) * 2 - 3 ** 2
value_967 = (967 + 1) * 2 - 3 ** 2
value_968 = (968 + 1) * 2 - 3 ** 2
value_969 = (969 + 1) * 2 - 3 ** 2
value_970 = (970 + 1) * 2 - 3 ** 2
value_971 = (971 + 1) * 2 - 3 ** 2
value_972 = (972 + 1) * 2 - 3 ** 2
value_973 = (973 + 1) * 2 - 3 ** 2
value_974 = (974 + 1) * 2 - 3 ** 2
value_975 = (975 + 1) * 2 - 3 ** 2
value_976 = (976 + 1) * 2 - 3 ** 2
value_977 = (977 + 1) * 2 - 3 ** 2
value_978 = (978 + 1) * 2 - 3 ** 2
value_979 = (979 + 1) * 2 - 3 ** 2
value_980 = (980 + 1) * 2 - 3 ** 2
value_981 = (981 + 1) * 2 - 3 ** 2
value_982 = (982 + 1) * 2 - 3 ** 2
value_983 = (983 + 1) * 2 - 3 ** 2
value_984 = (984 + 1) * 2 - 3 ** 2
value_985 = (985 + 1) * 2 - 3 ** 2
value_986 = (986 + 1) * 2 - 3 ** 2
value_987 = (987 + 1) * 2 - 3 ** 2
value_988 = (988 + 1) * 2 - 3 ** 2
value_989 = (989 + 1) * 2 - 3 ** 2
value_990 = (990 + 1) * 2 - 3 ** 2
value_991 = (991 + 1) * 2 - 3 ** 2
value_992 = (992 + 1) * 2 - 3 ** 2
value_993 = (993 + 1) * 2 - 3 ** 2
value_994 = (994 + 1) * 2 - 3 ** 2
value_995 = (995 + 1) * 2 - 3 ** 2
value_996 = (996 + 1) * 2 - 3 ** 2
value_997 = (997 + 1) * 2 - 3 ** 2
value_998 = (998 + 1) * 2 - 3 ** 2
value_999 = (999 + 1) * 2 - 3 ** 2
value_1000 = (1000 + 1) * 2 - 3 ** 2
value_1001 = (1001 + 1) * 2 - 3 ** 2
value_1002 = (1002 + 1) * 2 - 3 ** 2
value_1003 = (1003 + 1) * 2 - 3 ** 2
value_1004 = (1004 + 1) * 2 - 3 ** 2
value_1005 = (1005 + 1) * 2 - 3 ** 2
value_1006 = (1006 + 1) * 2 - 3 ** 2
value_1007 = (1007 + 1) * 2 - 3 ** 2
value_1008 = (1008 + 1) * 2 - 3 ** 2
value_1009 = (1009 + 1) * 2 - 3 ** 2
value_1010 = (1010 + 1) * 2 - 3 ** 2
value_1011 = (1011 + 1) * 2 - 3 ** 2
value_1012 = (1012 + 1) * 2 - 3 ** 2
value_1013 = (1013 + 1) * 2 - 3 ** 2
value_1014 = (1014 + 1) * 2 - 3 ** 2
value_1015 = (1015 + 1) * 2 - 3 ** 2
value_1016 = (1016 + 1) * 2 - 3 ** 2
value_1017 = (1017 + 1) * 2 - 3 ** 2
value_1018 = (1018 + 1) * 2 - 3 ** 2
value_1019 = (1019 + 1) * 2 - 3 ** 2
value_1020 = (1020 + 1) * 2 - 3 ** 2
value_1021 = (1021 + 1) * 2 - 3 ** 2
value_1022 = (1022 + 1) * 2 - 3 ** 2
value_1023 = (1023 + 1) * 2 - 3 ** 2
value_1024 = (1024 + 1) * 2 - 3 ** 2
value_1025 = (1025 + 1) * 2 - 3 ** 2
value_1026 = (1026 + 1) * 2 - 3 ** 2
value_1027 = (1027 + 1) * 2 - 3 ** 2
value_1028 = (1028 + 1) * 2 - 3 ** 2
value_1029 = (1029 + 1) * 2 - 3 ** 2
value_1030 = (1030 + 1) * 2 - 3 ** 2
value_1031 = (1031 + 1) * 2 - 3 ** 2
value_1032 = (1032 + 1) * 2 - 3 ** 2
value_1033 = (1033 + 1) * 2 - 3 ** 2
value_1034 = (1034 + 1) * 2 - 3 ** 2
value_1035 = (1035 + 1) * 2 - 3 ** 2
value_1036 = (1036 + 1) * 2 - 3 ** 2
value_1037 = (1037 + 1) * 2 - 3 ** 2
value_1038 = (1038 + 1) * 2 - 3 ** 2
value_1039 = (1039 + 1) * 2 - 3 ** 2
value_1040 = (1040 + 1) * 2 - 3 ** 2
value_1041 = (1041 + 1) * 2 - 3 ** 2
value_1042 = (1042 + 1) * 2 - 3 ** 2
value_1043 = (1043 + 1) * 2 - 3 ** 2
value_1044 = (1044 + 1) * 2 - 3 ** 2
value_1045 = (1045 + 1) * 2 - 3 ** 2
value_1046 = (1046 + 1) * 2 - 3 ** 2
value_1047 = (1047 + 1) * 2 - 3 ** 2
value_1048 = (1048 + 1) * 2 - 3 ** 2
value_1049 = (1049 + 1) * 2 - 3 ** 2
value_1050 = (1050 + 1) * 2 - 3 ** 2
value_1051 = (1051 + 1) * 2 - 3 ** 2
value_1052 = (1052 + 1) * 2 - 3 ** 2
value_1053 = (1053 + 1) * 2 - 3 ** 2
value_1054 = (1054 + 1) * 2 - 3 ** 2
value_1055 = (1055 + 1) * 2 - 3 ** 2
value_1056 = (1056 + 1) * 2 - 3 ** 2
value_1057 = (1057 + 1) * 2 - 3 ** 2
value_1058 = (1058 + 1) * 2 - 3 ** 2
value_1059 = (1059 + 1) * 2 - 3 ** 2
value_1060 = (1060 + 1) * 2 - 3 ** 2
value_1061 = (1061 + 1) * 2 - 3 ** 2
value_1062 = (1062 + 1) * 2 - 3 ** 2
value_1063 = (1063 + 1) * 2 - 3 ** 2
value_1064 = (1064 + 1) * 2 - 3 ** 2
value_1065 = (1065 + 1) * 2 - 3 ** 2
value_1066 = (1066 + 1) * 2 - 3 ** 2
value_1067 = (1067 + 1) * 2 - 3 ** 2
value_1068 = (1068 + 1) * 2 - 3 ** 2
value_1069 = (1069 + 1) * 2 - 3 ** 2
value_1070 = (1070 + 1) * 2 - 3 ** 2
value_1071 = (1071 + 1) * 2 - 3 ** 2
value_1072 = (1072 + 1) * 2 - 3 ** 2
value_1073 = (1073 + 1) * 2 - 3 ** 2
value_1074 = (1074 + 1) * 2 - 3 ** 2
value_1075 = (1075 + 1) * 2 - 3 ** 2
value_1076 = (1076 + 1) * 2 - 3 ** 2
value_1077 = (1077 + 1) * 2 - 3 ** 2
value_1078 = (1078 + 1) * 2 - 3 ** 2
value_1079 = (1079 + 1) * 2 - 3 ** 2
value_1080 = (1080 + 1) * 2 - 3 ** 2
value_1081 = (1081 + 1) * 2 - 3 ** 2
value_1082 = (1082 + 1) * 2 - 3 ** 2
value_1083 = (1083 + 1) * 2 - 3 ** 2
value_1084 = (1084 + 1) * 2 - 3 ** 2
value_1085 = (1085 + 1) * 2 - 3 ** 2
value_1086 = (1086 + 1) * 2 - 3 ** 2
value_1087 = (1087 + 1) * 2 - 3 ** 2
value_1088 = (1088 + 1) * 2 - 3 ** 2
value_1089 = (1089 + 1) * 2 - 3 ** 2
value_1090 = (1090 + 1) * 2 - 3 ** 2
value_1091 = (1091 + 1) * 2 - 3 ** 2
value_1092 = (1092 + 1) * 2 - 3 ** 2
value_1093 = (1093 + 1) * 2 - 3 ** 2
value_1094 = (1094 + 1) * 2 - 3 ** 2
value_1095 = (1095 + 1) * 2 - 3 ** 2
value_1096 = (1096 + 1) * 2 - 3 ** 2
value_1097 = (1097 + 1) * 2 - 3 ** 2
value_1098 = (1098 + 1) * 2 - 3 ** 2
value_1099 = (1099 + 1) * 2 - 3 ** 2
value_1100 = (1100 + 1) * 2 - 3 ** 2
value_1101 = (1101 + 1) * 2 - 3 ** 2
value_1102 = (1102 + 1) * 2 - 3 ** 2
value_1103 = (1103 + 1) * 2 - 3 ** 2
value_1104 = (1104 + 1) * 2 - 3 ** 2
value_1105 = (1105 + 1) * 2 - 3 ** 2
value_1106 = (1106 + 1) * 2 - 3 ** 2
value_1107 = (1107 + 1) * 2 - 3 ** 2
value_1108 = (1108 + 1) * 2 - 3 ** 2
value_1109 = (1109 + 1) * 2 - 3 ** 2
value_1110 = (1110 + 1) * 2 - 3 ** 2
value_1111 = (1111 + 1) * 2 - 3 ** 2
value_1112 = (1112 + 1) * 2 - 3 ** 2
value_1113 = (1113 + 1) * 2 - 3 ** 2
value_1114 = (1114 + 1) * 2 - 3 ** 2
value_1115 = (1115 + 1) * 2 - 3 ** 2
value_1116 = (1116 + 1) * 2 - 3 ** 2
value_1117 = (1117 + 1) * 2 - 3 ** 2
value_1118 = (1118 + 1) * 2 - 3 ** 2
value_1119 = (1119 + 1) * 2 - 3 ** 2
value_1120 = (1120 + 1) * 2 - 3 ** 2
value_1121 = (1121 + 1) * 2 - 3 ** 2
value_1122 = (1122 + 1) * 2 - 3 ** 2
value_1123 = (1123 + 1) * 2 - 3 ** 2
value_1124 = (1124 + 1) * 2 - 3 ** 2
value_1125 = (1125 + 1) * 2 - 3 ** 2
value_1126 = (1126 + 1) * 2 - 3 ** 2
value_1127 = (1127 + 1) * 2 - 3 ** 2
value_1128 = (1128 + 1) * 2 - 3 ** 2
value_1129 = (1129 + 1) * 2 - 3 ** 2
value_1130 = (1130 + 1) * 2 - 3 ** 2
value_1131 = (1131 + 1) * 2 - 3 ** 2
value_1132 = (1132 + 1) * 2 - 3 ** 2
value_1133 = (1133 + 1) * 2 - 3 ** 2
value_1134 = (1134 + 1) * 2 - 3 ** 2
value_1135 = (1135 + 1) * 2 - 3 ** 2
value_1136 = (1136 + 1) * 2 - 3 ** 2
value_1137 = (1137 + 1) * 2 - 3 ** 2
value_1138 = (1138 + 1) * 2 - 3 ** 2
value_1139 = (1139 + 1) * 2 - 3 ** 2
value_1140 = (1140 + 1) * 2 - 3 ** 2
value_1141 = (1141 + 1) * 2 - 3 ** 2
value_1142 = (1142 + 1) * 2 - 3 ** 2
value_1143 = (1143 + 1) * 2 - 3 ** 2
value_1144 = (1144 + 1) * 2 - 3 ** 2
value_1145 = (1145 + 1) * 2 - 3 ** 2
value_1146 = (1146 + 1) * 2 - 3 ** 2
value_1147 = (1147 + 1) * 2 - 3 ** 2
value_1148 = (1148 + 1) * 2 - 3 ** 2
value_1149 = (1149 + 1) * 2 - 3 ** 2
value_1150 = (1150 + 1) * 2 - 3 ** 2
value_1151 = (1151 + 1) * 2 - 3 ** 2
value_1152 = (1152 + 1) * 2 - 3 ** 2
value_1153 = (1153 + 1) * 2 - 3 ** 2
value_1154 = (1154 + 1) * 2 - 3 ** 2
value_1155 = (1155 + 1) * 2 - 3 ** 2
value_1156 = (1156 + 1) * 2 - 3 ** 2
value_1157 = (1157 + 1) * 2 - 3 ** 2
value_1158 = (1158 + 1) * 2 - 3 ** 2
value_1159 = (1159 + 1) * 2 - 3 ** 2
value_1160 = (1160 + 1) * 2 - 3 ** 2
value_1161 = (1161 + 1) * 2 - 3 ** 2
value_1162 = (1162 + 1) * 2 - 3 ** 2
value_1163 = (1163 + 1) * 2 - 3 ** 2
value_1164 = (1164 + 1) * 2 - 3 ** 2
value_1165 = (1165 + 1) * 2 - 3 ** 2
value_1166 = (1166 + 1) * 2 - 3 ** 2
value_1167 = (1167 + 1) * 2 - 3 ** 2
value_1168 = (1168 + 1) * 2 - 3 ** 2
value_1169 = (1169 + 1) * 2 - 3 ** 2
value_1170 = (1170 + 1) * 2 - 3 ** 2
value_1171 = (1171 + 1) * 2 - 3 ** 2
value_1172 = (1172 + 1) * 2 - 3 ** 2
value_1173 = (1173 + 1) * 2 - 3 ** 2
value_1174 = (1174 + 1) * 2 - 3 ** 2
value_1175 = (1175 + 1) * 2 - 3 ** 2
value_1176 = (1176 + 1) * 2 - 3 ** 2
value_1177 = (1177 + 1) * 2 - 3 ** 2
value_1178 = (1178 + 1) * 2 - 3 ** 2
value_1179 = (1179 + 1) * 2 - 3 ** 2
value_1180 = (1180 + 1) * 2 - 3 ** 2
value_1181 = (1181 + 1) * 2 - 3 ** 2
value_1182 = (1182 + 1) * 2 - 3 ** 2
value_1183 = (1183 + 1) * 2 - 3 ** 2
value_1184 = (1184 + 1) * 2 - 3 ** 2
value_1185 = (1185 + 1) * 2 - 3 ** 2
value_1186 = (1186 + 1) * 2 - 3 ** 2
value_1187 = (1187 + 1) * 2 - 3 ** 2
value_1188 = (1188 + 1) * 2 - 3 ** 2
value_1189 = (1189 + 1) * 2 - 3 ** 2
value_1190 = (1190 + 1) * 2 - 3 ** 2
value_1191 = (1191 + 1) * 2 - 3 ** 2
value_1192 = (1192 + 1) * 2 - 3 ** 2
value_1193 = (1193 + 1) * 2 - 3 ** 2
value_1194 = (1194 + 1) * 2 - 3 ** 2
value_1195 = (1195 + 1) * 2 - 3 ** 2
value_1196 = (1196 + 1) * 2 - 3 ** 2
value_1197 = (1197 + 1) * 2 - 3 ** 2
value_1198 = (1198 + 1) * 2 - 3 ** 2
value_1199 = (1199 + 1) * 2 - 3 ** 2
value_1200 = (1200 + 1) * 2 - 3 ** 2
value_1201 = (1201 + 1) * 2 - 3 ** 2
value_1202 = (1202 + 1) * 2 - 3 ** 2
value_1203 = (1203 + 1) * 2 - 3 ** 2
value_1204 = (1204 + 1) * 2 - 3 ** 2
value_1205 = (1205 + 1) * 2 - 3 ** 2
value_1206 = (1206 + 1) * 2 - 3 ** 2
value_1207 = (1207 + 1) * 2 - 3 ** 2
value_1208 = (1208 + 1) * 2 - 3 ** 2
value_1209 = (1209 + 1) * 2 - 3 ** 2
value_1210 = (1210 + 1) * 2 - 3 ** 2
value_1211 = (1211 + 1) * 2 - 3 ** 2
value_1212 = (1212 + 1) * 2 - 3 ** 2
value_1213 = (1213 + 1) * 2 - 3 ** 2
value_1214 = (1214 + 1) * 2 - 3 ** 2
value_1215 = (1215 + 1) * 2 - 3 ** 2
value_1216 = (1216 + 1) * 2 - 3 ** 2
value_1217 = (1217 + 1) * 2 - 3 ** 2
value_1218 = (1218 + 1) * 2 - 3 ** 2
value_1219 = (1219 + 1) * 2 - 3 ** 2
value_1220 = (1220 + 1) * 2 - 3 ** 2
value_1221 = (1221 + 1) * 2 - 3 ** 2
value_1222 = (1222 + 1) * 2 - 3 ** 2
value_1223 = (1223 + 1) * 2 - 3 ** 2
value_1224 = (1224 + 1) * 2 - 3 ** 2
value_1225 = (1225 + 1) * 2 - 3 ** 2
value_1226 = (1226 + 1) * 2 - 3 ** 2
value_1227 = (1227 + 1) * 2 - 3 ** 2
value_1228 = (1228 + 1) * 2 - 3 ** 2
value_1229 = (1229 + 1) * 2 - 3 ** 2
value_1230 = (1230 + 1) * 2 - 3 ** 2
value_1231 = (1231 + 1) * 2 - 3 ** 2
value_1232 = (1232 + 1) * 2 - 3 ** 2
value_1233 = (1233 + 1) * 2 - 3 ** 2
value_1234 = (1234 + 1) * 2 - 3 ** 2
value_1235 = (1235 + 1) * 2 - 3 ** 2
value_1236 = (1236 + 1) * 2 - 3 ** 2
value_1237 = (1237 + 1) * 2 - 3 ** 2
value_1238 = (1238 + 1) * 2 - 3 ** 2
value_1239 = (1239 + 1) * 2 - 3 ** 2
value_1240 = (1240 + 1) * 2 - 3 ** 2
value_1241 = (1241 + 1) * 2 - 3 ** 2
value_1242 = (1242 + 1) * 2 - 3 ** 2
value_1243 = (1243 + 1) * 2 - 3 ** 2
value_1244 = (1244 + 1) * 2 - 3 ** 2
value_1245 = (1245 + 1) * 2 - 3 ** 2
value_1246 = (1246 + 1) * 2 - 3 ** 2
value_1247 = (1247 + 1) * 2 - 3 ** 2
value_1248 = (1248 + 1) * 2 - 3 ** 2
value_1249 = (1249 + 1) * 2 - 3 ** 2
value_1250 = (1250 + 1) * 2 - 3 ** 2
value_1251 = (1251 + 1) * 2 - 3 ** 2
value_1252 = (1252 + 1) * 2 - 3 ** 2
value_1253 = (1253 + 1) * 2 - 3 ** 2
value_1254 = (1254 + 1) * 2 - 3 ** 2
value_1255 = (1255 + 1) * 2 - 3 ** 2
value_1256 = (1256 + 1) * 2 - 3 ** 2
value_1257 = (1257 + 1) * 2 - 3 ** 2
value_1258 = (1258 + 1) * 2 - 3 ** 2
value_1259 = (1259 + 1) * 2 - 3 ** 2
value_1260 = (1260 + 1) * 2 - 3 ** 2
value_1261 = (1261 + 1) * 2 - 3 ** 2
value_1262 = (1262 + 1) * 2 - 3 ** 2
value_1263 = (1263 + 1) * 2 - 3 ** 2
value_1264 = (1264 + 1) * 2 - 3 ** 2
value_1265 = (1265 + 1) * 2 - 3 ** 2
value_1266 = (1266 + 1) * 2 - 3 ** 2
value_1267 = (1267 + 1) * 2 - 3 ** 2
value_1268 = (1268 + 1) * 2 - 3 ** 2
value_1269 = (1269 + 1) * 2 - 3 ** 2
value_1270 = (1270 + 1) * 2 - 3 ** 2
value_1271 = (1271 + 1) * 2 - 3 ** 2
value_1272 = (1272 + 1) * 2 - 3 ** 2
value_1273 = (1273 + 1) * 2 - 3 ** 2
value_1274 = (1274 + 1) * 2 - 3 ** 2
value_1275 = (1275 + 1) * 2 - 3 ** 2
value_1276 = (1276 + 1) * 2 - 3 ** 2
value_1277 = (1277 + 1) * 2 - 3 ** 2
value_1278 = (1278 + 1) * 2 - 3 ** 2
value_1279 = (1279 + 1) * 2 - 3 ** 2
value_1280 = (1280 + 1) * 2 - 3 ** 2
value_1281 = (1281 + 1) * 2 - 3 ** 2
value_1282 = (1282 + 1) * 2 - 3 ** 2
value_1283 = (1283 + 1) * 2 - 3 ** 2
value_1284 = (1284 + 1) * 2 - 3 ** 2
value_1285 = (1285 + 1) * 2 - 3 ** 2
value_1286 = (1286 + 1) * 2 - 3 ** 2
value_1287 = (1287 + 1) * 2 - 3 ** 2
value_1288 = (1288 + 1) * 2 - 3 ** 2
value_1289 = (1289 + 1) * 2 - 3 ** 2
value_1290 = (1290 + 1) * 2 - 3 ** 2
value_1291 = (1291 + 1) * 2 - 3 ** 2
value_1292 = (1292 + 1) * 2 - 3 ** 2
value_1293 = (1293 + 1) * 2 - 3 ** 2
value_1294 = (1294 + 1) * 2 - 3 ** 2
value_1295 = (1295 + 1) * 2 - 3 ** 2
value_1296 = (1296 + 1) * 2 - 3 ** 2
value_1297 = (1297 + 1) * 2 - 3 ** 2
value_1298 = (1298 + 1) * 2 - 3 ** 2
value_1299 = (1299 + 1) * 2 - 3 ** 2
value_1300 = (1300 + 1) * 2 - 3 ** 2
value_1301 = (1301 + 1) * 2 - 3 ** 2
value_1302 = (1302 + 1) * 2 - 3 ** 2
value_1303 = (1303 + 1) * 2 - 3 ** 2
value_1304 = (1304 + 1) * 2 - 3 ** 2
value_1305 = (1305 + 1) * 2 - 3 ** 2
value_1306 = (1306 + 1) * 2 - 3 ** 2
value_1307 = (1307 + 1) * 2 - 3 ** 2
value_1308 = (1308 + 1) * 2 - 3 ** 2
value_1309 = (1309 + 1) * 2 - 3 ** 2
value_1310 = (1310 + 1) * 2 - 3 ** 2
value_1311 = (1311 + 1) * 2 - 3 ** 2
value_1312 = (1312 + 1) * 2 - 3 ** 2
value_1313 = (1313 + 1) * 2 - 3 ** 2
value_1314 = (1314 + 1) * 2 - 3 ** 2
value_1315 = (1315 + 1) * 2 - 3 ** 2
value_1316 = (1316 + 1) * 2 - 3 ** 2
value_1317 = (1317 + 1) * 2 - 3 ** 2
value_1318 = (1318 + 1) * 2 - 3 ** 2
value_1319 = (1319 + 1) * 2 - 3 ** 2
value_1320 = (1320 + 1) * 2 - 3 ** 2
value_1321 = (1321 + 1) * 2 - 3 ** 2
value_1322 = (1322 + 1) * 2 - 3 ** 2
value_1323 = (1323 + 1) * 2 - 3 ** 2
value_1324 = (1324 + 1) * 2 - 3 ** 2
value_1325 = (1325 + 1) * 2 - 3 ** 2
value_1326 = (1326 + 1) * 2 - 3 ** 2
value_1327 = (1327 + 1) * 2 - 3 ** 2
value_1328 = (1328 + 1) * 2 - 3 ** 2
value_1329 = (1329 + 1) * 2 - 3 ** 2
value_1330 = (1330 + 1) * 2 - 3 ** 2
value_1331 = (1331 + 1) * 2 - 3 ** 2
value_1332 = (1332 + 1) * 2 - 3 ** 2
value_1333 = (1333 + 1) * 2 - 3 ** 2
value_1334 = (1334 + 1) * 2 - 3 ** 2
value_1335 = (1335 + 1) * 2 - 3 ** 2
value_1336 = (1336 + 1) * 2 - 3 ** 2
value_1337 = (1337 + 1) * 2 - 3 ** 2
value_1338 = (1338 + 1) * 2 - 3 ** 2
value_1339 = (1339 + 1) * 2 - 3 ** 2
value_1340 = (1340 + 1) * 2 - 3 ** 2
value_1341 = (1341 + 1) * 2 - 3 ** 2
value_1342 = (1342 + 1) * 2 - 3 ** 2
value_1343 = (1343 + 1) * 2 - 3 ** 2
value_1344 = (1344 + 1) * 2 - 3 ** 2
value_1345 = (1345 + 1) * 2 - 3 ** 2
value_1346 = (1346 + 1) * 2 - 3 ** 2
value_1347 = (1347 + 1) * 2 - 3 ** 2
value_1348 = (1348 + 1) * 2 - 3 ** 2
value_1349 = (1349 + 1) * 2 - 3 ** 2
value_1350 = (1350 + 1) * 2 - 3 ** 2
value_1351 = (1351 + 1) * 2 - 3 ** 2
value_1352 = (1352 + 1) * 2 - 3 ** 2
value_1353 = (1353 + 1) * 2 - 3 ** 2
value_1354 = (1354 + 1) * 2 - 3 ** 2
value_1355 = (1355 + 1) * 2 - 3 ** 2
value_1356 = (1356 + 1) * 2 - 3 ** 2
value_1357 = (1357 + 1) * 2 - 3 ** 2
value_1358 = (1358 + 1) * 2 - 3 ** 2
value_1359 = (1359 + 1) * 2 - 3 ** 2
value_1360 = (1360 + 1) * 2 - 3 ** 2
value_1361 = (1361 + 1) * 2 - 3 ** 2
value_1362 = (1362 + 1) * 2 - 3 ** 2
value_1363 = (1363 + 1) * 2 - 3 ** 2
value_1364 = (1364 + 1) * 2 - 3 ** 2
value_1365 = (1365 + 1) * 2 - 3 ** 2
value_1366 = (1366 + 1) * 2 - 3 ** 2
value_1367 = (1367 + 1) * 2 - 3 ** 2
value_1368 = (1368 + 1) * 2 - 3 ** 2
value_1369 = (1369 + 1) * 2 - 3 ** 2
value_1370 = (1370 + 1) * 2 - 3 ** 2
value_1371 = (1371 + 1) * 2 - 3 ** 2
value_1372 = (1372 + 1) * 2 - 3 ** 2
value_1373 = (1373 + 1) * 2 - 3 ** 2
value_1374 = (1374 + 1) * 2 - 3 ** 2
value_1375 = (1375 + 1) * 2 - 3 ** 2
value_1376 = (1376 + 1) * 2 - 3 ** 2
value_1377 = (1377 + 1) * 2 - 3 ** 2
value_1378 = (1378 + 1) * 2 - 3 ** 2
value_1379 = (1379 + 1) * 2 - 3 ** 2
value_1380 = (1380 + 1) * 2 - 3 ** 2
value_1381 = (1381 + 1) * 2 - 3 ** 2
value_1382 = (1382 + 1) * 2 - 3 ** 2
value_1383 = (1383 + 1) * 2 - 3 ** 2
value_1384 = (1384 + 1) * 2 - 3 ** 2
value_1385 = (1385 + 1) * 2 - 3 ** 2
value_1386 = (1386 + 1) * 2 - 3 ** 2
value_1387 = (1387 + 1) * 2 - 3 ** 2
value_1388 = (1388 + 1) * 2 - 3 ** 2
value_1389 = (1389 + 1) * 2 - 3 ** 2
value_1390 = (1390 + 1) * 2 - 3 ** 2
value_1391 = (1391 + 1) * 2 - 3 ** 2
value_1392 = (1392 + 1) * 2 - 3 ** 2
value_1393 = (1393 + 1) * 2 - 3 ** 2
value_1394 = (1394 + 1) * 2 - 3 ** 2
value_1395 = (1395 + 1) * 2 - 3 ** 2
value_1396 = (1396 + 1) * 2 - 3 ** 2
value_1397 = (1397 + 1) * 2 - 3 ** 2
value_1398 = (1398 + 1) * 2 - 3 ** 2
value_1399 = (1399 + 1) * 2 - 3 ** 2
value_1400 = (1400 + 1) * 2 - 3 ** 2
value_1401 = (1401 + 1) * 2 - 3 ** 2
value_1402 = (1402 + 1) * 2 - 3 ** 2
value_1403 = (1403 + 1) * 2 - 3 ** 2
value_1404 = (1404 + 1) * 2 - 3 ** 2
value_1405 = (1405 + 1) * 2 - 3 ** 2
value_1406 = (1406 + 1) * 2 - 3 ** 2
value_1407 = (1407 + 1) * 2 - 3 ** 2
value_1408 = (1408 + 1) * 2 - 3 ** 2
value_1409 = (1409 + 1) * 2 - 3 ** 2
value_1410 = (1410 + 1) * 2 - 3 ** 2
value_1411 = (1411 + 1) * 2 - 3 ** 2
value_1412 = (1412 + 1) * 2 - 3 ** 2
value_1413 = (1413 + 1) * 2 - 3 ** 2
value_1414 = (1414 + 1) * 2 - 3 ** 2
value_1415 = (1415 + 1) * 2 - 3 ** 2
value_1416 = (1416 + 1) * 2 - 3 ** 2
value_1417 = (1417 + 1) * 2 - 3 ** 2
value_1418 = (1418 + 1) * 2 - 3 ** 2
value_1419 = (1419 + 1) * 2 - 3 ** 2
value_1420 = (1420 + 1) * 2 - 3 ** 2
value_1421 = (1421 + 1) * 2 - 3 ** 2
value_1422 = (1422 + 1) * 2 - 3 ** 2
value_1423 = (1423 + 1) * 2 - 3 ** 2
value_1424 = (1424 + 1) * 2 - 3 ** 2
value_1425 = (1425 + 1) * 2 - 3 ** 2
value_1426 = (1426 + 1) * 2 - 3 ** 2
value_1427 = (1427 + 1) * 2 - 3 ** 2
value_1428 = (1428 + 1) * 2 - 3 ** 2
value_1429 = (1429 + 1) * 2 - 3 ** 2
value_1430 = (1430 + 1) * 2 - 3 ** 2
value_1431 = (1431 + 1) * 2 - 3 ** 2
value_1432 = (1432 + 1) * 2 - 3 ** 2
value_1433 = (1433 + 1) * 2 - 3 ** 2
value_1434 = (1434 + 1) * 2 - 3 ** 2
value_1435 = (1435 + 1) * 2 - 3 ** 2
value_1436 = (1436 + 1) * 2 - 3 ** 2
value_1437 = (1437 + 1) * 2 - 3 ** 2
value_1438 = (1438 + 1) * 2 - 3 ** 2
value_1439 = (1439 + 1) * 2 - 3 ** 2
value_1440 = (1440 + 1) * 2 - 3 ** 2
value_1441 = (1441 + 1) * 2 - 3 ** 2
value_1442 = (1442 + 1) * 2 - 3 ** 2
value_1443 = (1443 + 1) * 2 - 3 ** 2
value_1444 = (1444 + 1) * 2 - 3 ** 2
value_1445 = (1445 + 1) * 2 - 3 ** 2
value_1446 = (1446 + 1) * 2 - 3 ** 2
value_1447 = (1447 + 1) * 2 - 3 ** 2
value_1448 = (1448 + 1) * 2 - 3 ** 2
value_1449 = (1449 + 1) * 2 - 3 ** 2
value_1450 = (1450 + 1) * 2 - 3 ** 2
value_1451 = (1451 + 1) * 2 - 3 ** 2
value_1452 = (1452 + 1) * 2 - 3 ** 2
value_1453 = (1453 + 1) * 2 - 3 ** 2
value_1454 = (1454 + 1) * 2 - 3 ** 2
value_1455 = (1455 + 1) * 2 - 3 ** 2
value_1456 = (1456 + 1) * 2 - 3 ** 2
value_1457 = (1457 + 1) * 2 - 3 ** 2
value_1458 = (1458 + 1) * 2 - 3 ** 2
value_1459 = (1459 + 1) * 2 - 3 ** 2
value_1460 = (1460 + 1) * 2 - 3 ** 2
value_1461 = (1461 + 1) * 2 - 3 ** 2
value_1462 = (1462 + 1) * 2 - 3 ** 2
value_1463 = (1463 + 1) * 2 - 3 ** 2
value_1464 = (1464 + 1) * 2 - 3 ** 2
value_1465 = (1465 + 1) * 2 - 3 ** 2
value_1466 = (1466 + 1) * 2 - 3 ** 2
value_1467 = (1467 + 1) * 2 - 3 ** 2
value_1468 = (1468 + 1) * 2 - 3 ** 2
value_1469 = (1469 + 1) * 2 - 3 ** 2
value_1470 = (1470 + 1) * 2 - 3 ** 2
value_1471 = (1471 + 1) * 2 - 3 ** 2
value_1472 = (1472 + 1) * 2 - 3 ** 2
value_1473 = (1473 + 1) * 2 - 3 ** 2
value_1474 = (1474 + 1) * 2 - 3 ** 2
value_1475 = (1475 + 1) * 2 - 3 ** 2
value_1476 = (1476 + 1) * 2 - 3 ** 2
value_1477 = (1477 + 1) * 2 - 3 ** 2
value_1478 = (1478 + 1) * 2 - 3 ** 2
value_1479 = (1479 + 1) * 2 - 3 ** 2
value_1480 = (1480 + 1) * 2 - 3 ** 2
value_1481 = (1481 + 1) * 2 - 3 ** 2
value_1482 = (1482 + 1) * 2 - 3 ** 2
value_1483 = (1483 + 1) * 2 - 3 ** 2
value_1484 = (1484 + 1) * 2 - 3 ** 2
value_1485 = (1485 + 1) * 2 - 3 ** 2
value_1486 = (1486 + 1) * 2 - 3 ** 2
value_1487 = (1487 + 1) * 2 - 3 ** 2
value_1488 = (1488 + 1) * 2 - 3 ** 2
value_1489 = (1489 + 1) * 2 - 3 ** 2
value_1490 = (1490 + 1) * 2 - 3 ** 2
value_1491 = (1491 + 1) * 2 - 3 ** 2
value_1492 = (1492 + 1) * 2 - 3 ** 2
value_1493 = (1493 + 1) * 2 - 3 ** 2
value_1494 = (1494 + 1) * 2 - 3 ** 2
value_1495 = (1495 + 1) * 2 - 3 ** 2
value_1496 = (1496 + 1) * 2 - 3 ** 2
value_1497 = (1497 + 1) * 2 - 3 ** 2
value_1498 = (1498 + 1) * 2 - 3 ** 2
value_1499 = (1499 + 1) * 2 - 3 ** 2
value_1500 = (1500 + 1) * 2 - 3 ** 2
value_1501 = (1501 + 1) * 2 - 3 ** 2
value_1502 = (1502 + 1) * 2 - 3 ** 2
value_1503 = (1503 + 1) * 2 - 3 ** 2
value_1504 = (1504 + 1) * 2 - 3 ** 2
value_1505 = (1505 + 1) * 2 - 3 ** 2
value_1506 = (1506 + 1) * 2 - 3 ** 2
value_1507 = (1507 + 1) * 2 - 3 ** 2
value_1508 = (1508 + 1) * 2 - 3 ** 2
value_1509 = (1509 + 1) * 2 - 3 ** 2
value_1510 = (1510 + 1) * 2 - 3 ** 2
value_1511 = (1511 + 1) * 2 - 3 ** 2
value_1512 = (1512 + 1) * 2 - 3 ** 2
value_1513 = (1513 + 1) * 2 - 3 ** 2
value_1514 = (1514 + 1) * 2 - 3 ** 2
value_1515 = (1515 + 1) * 2 - 3 ** 2
value_1516 = (1516 + 1) * 2 - 3 ** 2
value_1517 = (1517 + 1) * 2 - 3 ** 2
value_1518 = (1518 + 1) * 2 - 3 ** 2
value_1519 = (1519 + 1) * 2 - 3 ** 2
value_1520 = (1520 + 1) * 2 - 3 ** 2
value_1521 = (1521 + 1) * 2 - 3 ** 2
value_1522 = (1522 + 1) * 2 - 3 ** 2
value_1523 = (1523 + 1) * 2 - 3 ** 2
value_1524 = (1524 + 1) * 2 - 3 ** 2
value_1525 = (1525 + 1) * 2 - 3 ** 2
value_1526 = (1526 + 1) * 2 - 3 ** 2
value_1527 = (1527 + 1) * 2 - 3 ** 2
value_1528 = (1528 + 1) * 2 - 3 ** 2
value_1529 = (1529 + 1) * 2 - 3 ** 2
value_1530 = (1530 + 1) * 2 - 3 ** 2
value_1531 = (1531 + 1) * 2 - 3 ** 2
value_1532 = (1532 + 1) * 2 - 3 ** 2
value_1533 = (1533 + 1) * 2 - 3 ** 2
value_1534 = (1534 + 1) * 2 - 3 ** 2
value_1535 = (1535 + 1) * 2 - 3 ** 2
value_1536 = (1536 + 1) * 2 - 3 ** 2
value_1537 = (1537 + 1) * 2 - 3 ** 2
value_1538 = (1538 + 1) * 2 - 3 ** 2
value_1539 = (1539 + 1) * 2 - 3 ** 2
value_1540 = (1540 + 1) * 2 - 3 ** 2
value_1541 = (1541 + 1) * 2 - 3 ** 2
value_1542 = (1542 + 1) * 2 - 3 ** 2
value_1543 = (1543 + 1) * 2 - 3 ** 2
value_1544 = (1544 + 1) * 2 - 3 ** 2
value_1545 = (1545 + 1) * 2 - 3 ** 2
value_1546 = (1546 + 1) * 2 - 3 ** 2
value_1547 = (1547 + 1) * 2 - 3 ** 2
value_1548 = (1548 + 1) * 2 - 3 ** 2
value_1549 = (1549 + 1) * 2 - 3 ** 2
value_1550 = (1550 + 1) * 2 - 3 ** 2
value_1551 = (1551 + 1) * 2 - 3 ** 2
value_1552 = (1552 + 1) * 2 - 3 ** 2
value_1553 = (1553 + 1) * 2 - 3 ** 2
value_1554 = (1554 + 1) * 2 - 3 ** 2
value_1555 = (1555 + 1) * 2 - 3 ** 2
value_1556 = (1556 + 1) * 2 - 3 ** 2
value_1557 = (1557 + 1) * 2 - 3 ** 2
value_1558 = (1558 + 1) * 2 - 3 ** 2
value_1559 = (1559 + 1) * 2 - 3 ** 2
value_1560 = (1560 + 1) * 2 - 3 ** 2
value_1561 = (1561 + 1) * 2 - 3 ** 2
value_1562 = (1562 + 1) * 2 - 3 ** 2
value_1563 = (1563 + 1) * 2 - 3 ** 2
value_1564 = (1564 + 1) * 2 - 3 ** 2
value_1565 = (1565 + 1) * 2 - 3 ** 2
value_1566 = (1566 + 1) * 2 - 3 ** 2
value_1567 = (1567 + 1) * 2 - 3 ** 2
value_1568 = (1568 + 1) * 2 - 3 ** 2
value_1569 = (1569 + 1) * 2 - 3 ** 2
value_1570 = (1570 + 1) * 2 - 3 ** 2
value_1571 = (1571 + 1) * 2 - 3 ** 2
value_1572 = (1572 + 1) * 2 - 3 ** 2
value_1573 = (1573 + 1) * 2 - 3 ** 2
value_1574 = (1574 + 1) * 2 - 3 ** 2
value_1575 = (1575 + 1) * 2 - 3 ** 2
value_1576 = (1576 + 1) * 2 - 3 ** 2
value_1577 = (1577 + 1) * 2 - 3 ** 2
value_1578 = (1578 + 1) * 2 - 3 ** 2
value_1579 = (1579 + 1) * 2 - 3 ** 2
value_1580 = (1580 + 1) * 2 - 3 ** 2
value_1581 = (1581 + 1) * 2 - 3 ** 2
value_1582 = (1582 + 1) * 2 - 3 ** 2
value_1583 = (1583 + 1) * 2 - 3 ** 2
value_1584 = (1584 + 1) * 2 - 3 ** 2
value_1585 = (1585 + 1) * 2 - 3 ** 2
value_1586 = (1586 + 1) * 2 - 3 ** 2
value_1587 = (1587 + 1) * 2 - 3 ** 2
value_1588 = (1588 + 1) * 2 - 3 ** 2
value_1589 = (1589 + 1) * 2 - 3 ** 2
value_1590 = (1590 + 1) * 2 - 3 ** 2
value_1591 = (1591 + 1) * 2 - 3 ** 2
value_1592 = (1592 + 1) * 2 - 3 ** 2
value_1593 = (1593 + 1) * 2 - 3 ** 2
value_1594 = (1594 + 1) * 2 - 3 ** 2
value_1595 = (1595 + 1) * 2 - 3 ** 2
value_1596 = (1596 + 1) * 2 - 3 ** 2
value_1597 = (1597 + 1) * 2 - 3 ** 2
value_1598 = (1598 + 1) * 2 - 3 ** 2
value_1599 = (1599 + 1) * 2 - 3 ** 2
value_1600 = (1600 + 1) * 2 - 3 ** 2
value_1601 = (1601 + 1) * 2 - 3 ** 2
value_1602 = (1602 + 1) * 2 - 3 ** 2
value_1603 = (1603 + 1) * 2 - 3 ** 2
value_1604 = (1604 + 1) * 2 - 3 ** 2
value_1605 = (1605 + 1) * 2 - 3 ** 2
value_1606 = (1606 + 1) * 2 - 3 ** 2
value_1607 = (1607 + 1) * 2 - 3 ** 2
value_1608 = (1608 + 1) * 2 - 3 ** 2
value_1609 = (1609 + 1) * 2 - 3 ** 2
value_1610 = (1610 + 1) * 2 - 3 ** 2
value_1611 = (1611 + 1) * 2 - 3 ** 2
value_1612 = (1612 + 1) * 2 - 3 ** 2
value_1613 = (1613 + 1) * 2 - 3 ** 2
value_1614 = (1614 + 1) * 2 - 3 ** 2
value_1615 = (1615 + 1) * 2 - 3 ** 2
value_1616 = (1616 + 1) * 2 - 3 ** 2
value_1617 = (1617 + 1) * 2 - 3 ** 2
value_1618 = (1618 + 1) * 2 - 3 ** 2
value_1619 = (1619 + 1) * 2 - 3 ** 2
value_1620 = (1620 + 1) * 2 - 3 ** 2
value_1621 = (1621 + 1) * 2 - 3 ** 2
value_1622 = (1622 + 1) * 2 - 3 ** 2
value_1623 = (1623 + 1) * 2 - 3 ** 2
value_1624 = (1624 + 1) * 2 - 3 ** 2
value_1625 = (1625 + 1) * 2 - 3 ** 2
value_1626 = (1626 + 1) * 2 - 3 ** 2
value_1627 = (1627 + 1) * 2 - 3 ** 2
value_1628 = (1628 + 1) * 2 - 3 ** 2
value_1629 = (1629 + 1) * 2 - 3 ** 2
value_1630 = (1630 + 1) * 2 - 3 ** 2
value_1631 = (1631 + 1) * 2 - 3 ** 2
value_1632 = (1632 + 1) * 2 - 3 ** 2
value_1633 = (1633 + 1) * 2 - 3 ** 2
value_1634 = (1634 + 1) * 2 - 3 ** 2
value_1635 = (1635 + 1) * 2 - 3 ** 2
value_1636 = (1636 + 1) * 2 - 3 ** 2
value_1637 = (1637 + 1) * 2 - 3 ** 2
value_1638 = (1638 + 1) * 2 - 3 ** 2
value_1639 = (1639 + 1) * 2 - 3 ** 2
value_1640 = (1640 + 1) * 2 - 3 ** 2
value_1641 = (1641 + 1) * 2 - 3 ** 2
value_1642 = (1642 + 1) * 2 - 3 ** 2
value_1643 = (1643 + 1) * 2 - 3 ** 2
value_1644 = (1644 + 1) * 2 - 3 ** 2
value_1645 = (1645 + 1) * 2 - 3 ** 2
value_1646 = (1646 + 1) * 2 - 3 ** 2
value_1647 = (1647 + 1) * 2 - 3 ** 2
value_1648 = (1648 + 1) * 2 - 3 ** 2
value_1649 = (1649 + 1) * 2 - 3 ** 2
value_1650 = (1650 + 1) * 2 - 3 ** 2
value_1651 = (1651 + 1) * 2 - 3 ** 2
value_1652 = (1652 + 1) * 2 - 3 ** 2
value_1653 = (1653 + 1) * 2 - 3 ** 2
value_1654 = (1654 + 1) * 2 - 3 ** 2
value_1655 = (1655 + 1) * 2 - 3 ** 2
value_1656 = (1656 + 1) * 2 - 3 ** 2
value_1657 = (1657 + 1) * 2 - 3 ** 2
value_1658 = (1658 + 1) * 2 - 3 ** 2
value_1659 = (1659 + 1) * 2 - 3 ** 2
value_1660 = (1660 + 1) * 2 - 3 ** 2
value_1661 = (1661 + 1) * 2 - 3 ** 2
value_1662 = (1662 + 1) * 2 - 3 ** 2
value_1663 = (1663 + 1) * 2 - 3 ** 2
value_1664 = (1664 + 1) * 2 - 3 ** 2
value_1665 = (1665 + 1) * 2 - 3 ** 2
value_1666 = (1666 + 1) * 2 - 3 ** 2
value_1667 = (1667 + 1) * 2 - 3 ** 2
value_1668 = (1668 + 1) * 2 - 3 ** 2
value_1669 = (1669 + 1) * 2 - 3 ** 2
value_1670 = (1670 + 1) * 2 - 3 ** 2
value_1671 = (1671 + 1) * 2 - 3 ** 2
value_1672 = (1672 + 1) * 2 - 3 ** 2
value_1673 = (1673 + 1) * 2 - 3 ** 2
value_1674 = (1674 + 1) * 2 - 3 ** 2
value_1675 = (1675 + 1) * 2 - 3 ** 2
value_1676 = (1676 + 1) * 2 - 3 ** 2
value_1677 = (1677 + 1) * 2 - 3 ** 2
value_1678 = (1678 + 1) * 2 - 3 ** 2
value_1679 = (1679 + 1) * 2 - 3 ** 2
value_1680 = (1680 + 1) * 2 - 3 ** 2
value_1681 = (1681 + 1) * 2 - 3 ** 2
value_1682 = (1682 + 1) * 2 - 3 ** 2
value_1683 = (1683 + 1) * 2 - 3 ** 2
value_1684 = (1684 + 1) * 2 - 3 ** 2
value_1685 = (1685 + 1) * 2 - 3 ** 2
value_1686 = (1686 + 1) * 2 - 3 ** 2
value_1687 = (1687 + 1) * 2 - 3 ** 2
value_1688 = (1688 + 1) * 2 - 3 ** 2
value_1689 = (1689 + 1) * 2 - 3 ** 2
value_1690 = (1690 + 1) * 2 - 3 ** 2
value_1691 = (1691 + 1) * 2 - 3 ** 2
value_1692 = (1692 + 1) * 2 - 3 ** 2
value_1693 = (1693 + 1) * 2 - 3 ** 2
value_1694 = (1694 + 1) * 2 - 3 ** 2
value_1695 = (1695 + 1) * 2 - 3 ** 2
value_1696 = (1696 + 1) * 2 - 3 ** 2
value_1697 = (1697 + 1) * 2 - 3 ** 2
value_1698 = (1698 + 1) * 2 - 3 ** 2
value_1699 = (1699 + 1) * 2 - 3 ** 2
value_1700 = (1700 + 1) * 2 - 3 ** 2
value_1701 = (1701 + 1) * 2 - 3 ** 2
value_1702 = (1702 + 1) * 2 - 3 ** 2
value_1703 = (1703 + 1) * 2 - 3 ** 2
value_1704 = (1704 + 1) * 2 - 3 ** 2
value_1705 = (1705 + 1) * 2 - 3 ** 2
value_1706 = (1706 + 1) * 2 - 3 ** 2
value_1707 = (1707 + 1) * 2 - 3 ** 2
value_1708 = (1708 + 1) * 2 - 3 ** 2
value_1709 = (1709 + 1) * 2 - 3 ** 2
value_1710 = (1710 + 1) * 2 - 3 ** 2
value_1711 = (1711 + 1) * 2 - 3 ** 2
value_1712 = (1712 + 1) * 2 - 3 ** 2
value_1713 = (1713 + 1) * 2 - 3 ** 2
value_1714 = (1714 + 1) * 2 - 3 ** 2
value_1715 = (1715 + 1) * 2 - 3 ** 2
value_1716 = (1716 + 1) * 2 - 3 ** 2
value_1717 = (1717 + 1) * 2 - 3 ** 2
value_1718 = (1718 + 1) * 2 - 3 ** 2
value_1719 = (1719 + 1) * 2 - 3 ** 2
value_1720 = (1720 + 1) * 2 - 3 ** 2
value_1721 = (1721 + 1) * 2 - 3 ** 2
value_1722 = (1722 + 1) * 2 - 3 ** 2
value_1723 = (1723 + 1) * 2 - 3 ** 2
value_1724 = (1724 + 1) * 2 - 3 ** 2
value_1725 = (1725 + 1) * 2 - 3 ** 2
value_1726 = (1726 + 1) * 2 - 3 ** 2
value_1727 = (1727 + 1) * 2 - 3 ** 2
value_1728 = (1728 + 1) * 2 - 3 ** 2
value_1729 = (1729 + 1) * 2 - 3 ** 2
value_1730 = (1730 + 1) * 2 - 3 ** 2
value_1731 = (1731 + 1) * 2 - 3 ** 2
value_1732 = (1732 + 1) * 2 - 3 ** 2
value_1733 = (1733 + 1) * 2 - 3 ** 2
value_1734 = (1734 + 1) * 2 - 3 ** 2
value_1735 = (1735 + 1) * 2 - 3 ** 2
value_1736 = (1736 + 1) * 2 - 3 ** 2
value_1737 = (1737 + 1) * 2 - 3 ** 2
value_1738 = (1738 + 1) * 2 - 3 ** 2
value_1739 = (1739 + 1) * 2 - 3 ** 2
value_1740 = (1740 + 1) * 2 - 3 ** 2
value_1741 = (1741 + 1) * 2 - 3 ** 2
value_1742 = (1742 + 1) * 2 - 3 ** 2
value_1743 = (1743 + 1) * 2 - 3 ** 2
value_1744 = (1744 + 1) * 2 - 3 ** 2
value_1745 = (1745 + 1) * 2 - 3 ** 2
value_1746 = (1746 + 1) * 2 - 3 ** 2
value_1747 = (1747 + 1) * 2 - 3 ** 2
value_1748 = (1748 + 1) * 2 - 3 ** 2
value_1749 = (1749 + 1) * 2 - 3 ** 2
value_1750 = (1750 + 1) * 2 - 3 ** 2
value_1751 = (1751 + 1) * 2 - 3 ** 2
value_1752 = (1752 + 1) * 2 - 3 ** 2
value_1753 = (1753 + 1) * 2 - 3 ** 2
value_1754 = (1754 + 1) * 2 - 3 ** 2
value_1755 = (1755 + 1) * 2 - 3 ** 2
value_1756 = (1756 + 1) * 2 - 3 ** 2
value_1757 = (1757 + 1) * 2 - 3 ** 2
value_1758 = (1758 + 1) * 2 - 3 ** 2
value_1759 = (1759 + 1) * 2 - 3 ** 2
value_1760 = (1760 + 1) * 2 - 3 ** 2
value_1761 = (1761 + 1) * 2 - 3 ** 2
value_1762 = (1762 + 1) * 2 - 3 ** 2
value_1763 = (1763 + 1) * 2 - 3 ** 2
value_1764 = (1764 + 1) * 2 - 3 ** 2
value_1765 = (1765 + 1) * 2 - 3 ** 2
value_1766 = (1766 + 1) * 2 - 3 ** 2
value_1767 = (1767 + 1) * 2 - 3 ** 2
value_1768 = (1768 + 1) * 2 - 3 ** 2
value_1769 = (1769 + 1) * 2 - 3 ** 2
value_1770 = (1770 + 1) * 2 - 3 ** 2
value_1771 = (1771 + 1) * 2 - 3 ** 2
value_1772 = (1772 + 1) * 2 - 3 ** 2
value_1773 = (1773 + 1) * 2 - 3 ** 2
value_1774 = (1774 + 1) * 2 - 3 ** 2
value_1775 = (1775 + 1) * 2 - 3 ** 2
value_1776 = (1776 + 1) * 2 - 3 ** 2
value_1777 = (1777 + 1) * 2 - 3 ** 2
value_1778 = (1778 + 1) * 2 - 3 ** 2
value_1779 = (1779 + 1) * 2 - 3 ** 2
value_1780 = (1780 + 1) * 2 - 3 ** 2
value_1781 = (1781 + 1) * 2 - 3 ** 2
value_1782 = (1782 + 1) * 2 - 3 ** 2
value_1783 = (1783 + 1) * 2 - 3 ** 2
value_1784 = (1784 + 1) * 2 - 3 ** 2
value_1785 = (1785 + 1) * 2 - 3 ** 2
value_1786 = (1786 + 1) * 2 - 3 ** 2
value_1787 = (1787 + 1) * 2 - 3 ** 2
value_1788 = (1788 + 1) * 2 - 3 ** 2
value_1789 = (1789 + 1) * 2 - 3 ** 2
value_1790 = (1790 + 1) * 2 - 3 ** 2
value_1791 = (1791 + 1) * 2 - 3 ** 2
value_1792 = (1792 + 1) * 2 - 3 ** 2
value_1793 = (1793 + 1) * 2 - 3 ** 2
value_1794 = (1794 + 1) * 2 - 3 ** 2
value_1795 = (1795 + 1) * 2 - 3 ** 2
value_1796 = (1796 + 1) * 2 - 3 ** 2
value_1797 = (1797 + 1) * 2 - 3 ** 2
value_1798 = (1798 + 1) * 2 - 3 ** 2
value_1799 = (1799 + 1) * 2 - 3 ** 2
value_1800 = (1800 + 1) * 2 - 3 ** 2
value_1801 = (1801 + 1) * 2 - 3 ** 2
value_1802 = (1802 + 1) * 2 - 3 ** 2
value_1803 = (1803 + 1) * 2 - 3 ** 2
value_1804 = (1804 + 1) * 2 - 3 ** 2
value_1805 = (1805 + 1) * 2 - 3 ** 2
value_1806 = (1806 + 1) * 2 - 3 ** 2
value_1807 = (1807 + 1) * 2 - 3 ** 2
value_1808 = (1808 + 1) * 2 - 3 ** 2
value_1809 = (1809 + 1) * 2 - 3 ** 2
value_1810 = (1810 + 1) * 2 - 3 ** 2
value_1811 = (1811 + 1) * 2 - 3 ** 2
value_1812 = (1812 + 1) * 2 - 3 ** 2
value_1813 = (1813 + 1) * 2 - 3 ** 2
value_1814 = (1814 + 1) * 2 - 3 ** 2
value_1815 = (1815 + 1) * 2 - 3 ** 2
value_1816 = (1816 + 1) * 2 - 3 ** 2
value_1817 = (1817 + 1) * 2 - 3 ** 2
value_1818 = (1818 + 1) * 2 - 3 ** 2
value_1819 = (1819 + 1) * 2 - 3 ** 2
value_1820 = (1820 + 1) * 2 - 3 ** 2
value_1821 = (1821 + 1) * 2 - 3 ** 2
value_1822 = (1822 + 1) * 2 - 3 ** 2
value_1823 = (1823 + 1) * 2 - 3 ** 2
value_1824 = (1824 + 1) * 2 - 3 ** 2
value_1825 = (1825 + 1) * 2 - 3 ** 2
value_1826 = (1826 + 1) * 2 - 3 ** 2
value_1827 = (1827 + 1) * 2 - 3 ** 2
value_1828 = (1828 + 1) * 2 - 3 ** 2
value_1829 = (1829 + 1) * 2 - 3 ** 2
value_1830 = (1830 + 1) * 2 - 3 ** 2
value_1831 = (1831 + 1) * 2 - 3 ** 2
value_1832 = (1832 + 1) * 2 - 3 ** 2
value_1833 = (1833 + 1) * 2 - 3 ** 2
value_1834 = (1834 + 1) * 2 - 3 ** 2
value_1835 = (1835 + 1) * 2 - 3 ** 2
value_1836 = (1836 + 1) * 2 - 3 ** 2
value_1837 = (1837 + 1) * 2 - 3 ** 2
value_1838 = (1838 + 1) * 2 - 3 ** 2
value_1839 = (1839 + 1) * 2 - 3 ** 2
value_1840 = (1840 + 1) * 2 - 3 ** 2
value_1841 = (1841 + 1) * 2 - 3 ** 2
value_1842 = (1842 + 1) * 2 - 3 ** 2
value_1843 = (1843 + 1) * 2 - 3 ** 2
value_1844 = (1844 + 1) * 2 - 3 ** 2
value_1845 = (1845 + 1) * 2 - 3 ** 2
value_1846 = (1846 + 1) * 2 - 3 ** 2
value_1847 = (1847 + 1) * 2 - 3 ** 2
value_1848 = (1848 + 1) * 2 - 3 ** 2
value_1849 = (1849 + 1) * 2 - 3 ** 2
value_1850 = (1850 + 1) * 2 - 3 ** 2
value_1851 = (1851 + 1) * 2 - 3 ** 2
value_1852 = (1852 + 1) * 2 - 3 ** 2
value_1853 = (1853 + 1) * 2 - 3 ** 2
value_1854 = (1854 + 1) * 2 - 3 ** 2
value_1855 = (1855 + 1) * 2 - 3 ** 2
value_1856 = (1856 + 1) * 2 - 3 ** 2
value_1857 = (1857 + 1) * 2 - 3 ** 2
value_1858 = (1858 + 1) * 2 - 3 ** 2
value_1859 = (1859 + 1) * 2 - 3 ** 2
value_1860 = (1860 + 1) * 2 - 3 ** 2
value_1861 = (1861 + 1) * 2 - 3 ** 2
value_1862 = (1862 + 1) * 2 - 3 ** 2
value_1863 = (1863 + 1) * 2 - 3 ** 2
value_1864 = (1864 + 1) * 2 - 3 ** 2
value_1865 = (1865 + 1) * 2 - 3 ** 2
value_1866 = (1866 + 1) * 2 - 3 ** 2
value_1867 = (1867 + 1) * 2 - 3 ** 2
value_1868 = (1868 + 1) * 2 - 3 ** 2
value_1869 = (1869 + 1) * 2 - 3 ** 2
value_1870 = (1870 + 1) * 2 - 3 ** 2
value_1871 = (1871 + 1) * 2 - 3 ** 2
value_1872 = (1872 + 1) * 2 - 3 ** 2
value_1873 = (1873 + 1) * 2 - 3 ** 2
value_1874 = (1874 + 1) * 2 - 3 ** 2
value_1875 = (1875 + 1) * 2 - 3 ** 2
value_1876 = (1876 + 1) * 2 - 3 ** 2
value_1877 = (1877 + 1) * 2 - 3 ** 2
value_1878 = (1878 + 1) * 2 - 3 ** 2
value_1879 = (1879 + 1) * 2 - 3 ** 2
value_1880 = (1880 + 1) * 2 - 3 ** 2
value_1881 = (1881 + 1) * 2 - 3 ** 2
value_1882 = (1882 + 1) * 2 - 3 ** 2
value_1883 = (1883 + 1) * 2 - 3 ** 2
value_1884 = (1884 + 1) * 2 - 3 ** 2
value_1885 = (1885 + 1) * 2 - 3 ** 2
value_1886 = (1886 + 1) * 2 - 3 ** 2
value_1887 = (1887 + 1) * 2 - 3 ** 2
value_1888 = (1888 + 1) * 2 - 3 ** 2
value_1889 = (1889 + 1) * 2 - 3 ** 2
value_1890 = (1890 + 1) * 2 - 3 ** 2
value_1891 = (1891 + 1) * 2 - 3 ** 2
value_1892 = (1892 + 1) * 2 - 3 ** 2
value_1893 = (1893 + 1) * 2 - 3 ** 2
value_1894 = (1894 + 1) * 2 - 3 ** 2
value_1895 = (1895 + 1) * 2 - 3 ** 2
value_1896 = (1896 + 1) * 2 - 3 ** 2
value_1897 = (1897 + 1) * 2 - 3 ** 2
value_1898 = (1898 + 1) * 2 - 3 ** 2
value_1899 = (1899 + 1) * 2 - 3 ** 2
value_1900 = (1900 + 1) * 2 - 3 ** 2
value_1901 = (1901 + 1) * 2 - 3 ** 2
value_1902 = (1902 + 1) * 2 - 3 ** 2
value_1903 = (1903 + 1) * 2 - 3 ** 2
value_1904 = (1904 + 1) * 2 - 3 ** 2
value_1905 = (1905 + 1) * 2 - 3 ** 2
value_1906 = (1906 + 1) * 2 - 3 ** 2
value_1907 = (1907 + 1) * 2 - 3 ** 2
value_1908 = (1908 + 1) * 2 - 3 ** 2
value_1909 = (1909 + 1) * 2 - 3 ** 2
value_1910 = (1910 + 1) * 2 - 3 ** 2
value_1911 = (1911 + 1) * 2 - 3 ** 2
value_1912 = (1912 + 1) * 2 - 3 ** 2
value_1913 = (1913 + 1) * 2 - 3 ** 2
value_1914 = (1914 + 1) * 2 - 3 ** 2
value_1915 = (1915 + 1) * 2 - 3 ** 2
value_1916 = (1916 + 1) * 2 - 3 ** 2
value_1917 = (1917 + 1) * 2 - 3 ** 2
value_1918 = (1918 + 1) * 2 - 3 ** 2
value_1919 = (1919 + 1) * 2 - 3 ** 2
value_1920 = (1920 + 1) * 2 - 3 ** 2
value_1921 = (1921 + 1) * 2 - 3 ** 2
value_1922 = (1922 + 1) * 2 - 3 ** 2
value_1923 = (1923 + 1) * 2 - 3 ** 2
value_1924 = (1924 + 1) * 2 - 3 ** 2
value_1925 = (1925 + 1) * 2 - 3 ** 2
value_1926 = (1926 + 1) * 2 - 3 ** 2
value_1927 = (1927 + 1) * 2 - 3 ** 2
value_1928 = (1928 + 1) * 2 - 3 ** 2
value_1929 = (1929 + 1) * 2 - 3 ** 2
value_1930 = (1930 + 1) * 2 - 3 ** 2
value_1931 = (1931 + 1) * 2 - 3 ** 2
value_1932 = (1932 + 1) * 2 - 3 ** 2
value_1933 = (1933 + 1) * 2 - 3 ** 2
value_1934 = (1934 + 1) * 2 - 3 ** 2
value_1935 = (1935 + 1) * 2 - 3 ** 2
value_1936 = (1936 + 1) * 2 - 3 ** 2
value_1937 = (1937 + 1) * 2 - 3 ** 2
value_1938 = (1938 + 1) * 2 - 3 ** 2
value_1939 = (1939 + 1) * 2 - 3 ** 2
value_1940 = (1940 + 1) * 2 - 3 ** 2
value_1941 = (1941 + 1) * 2 - 3 ** 2
value_1942 = (1942 + 1) * 2 - 3 ** 2
value_1943 = (1943 + 1) * 2 - 3 ** 2
value_1944 = (1944 + 1) * 2 - 3 ** 2
value_1945 = (1945 + 1) * 2 - 3 ** 2
value_1946 = (1946 + 1) * 2 - 3 ** 2
value_1947 = (1947 + 1) * 2 - 3 ** 2
value_1948 = (1948 + 1) * 2 - 3 ** 2
value_1949 = (1949 + 1) * 2 - 3 ** 2
value_1950 = (1950 + 1) * 2 - 3 ** 2
value_1951 = (1951 + 1) * 2 - 3 ** 2
value_1952 = (1952 + 1) * 2 - 3 ** 2
value_1953 = (1953 + 1) * 2 - 3 ** 2
value_1954 = (1954 + 1) * 2 - 3 ** 2
value_1955 = (1955 + 1) * 2 - 3 ** 2
value_1956 = (1956 + 1) * 2 - 3 ** 2
value_1957 = (1957 + 1) * 2 - 3 ** 2
value_1958 = (1958 + 1) * 2 - 3 ** 2
value_1959 = (1959 + 1) * 2 - 3 ** 2
value_1960 = (1960 + 1) * 2 - 3 ** 2
value_1961 = (1961 + 1) * 2 - 3 ** 2
value_1962 = (1962 + 1) * 2 - 3 ** 2
value_1963 = (1963 + 1) * 2 - 3 ** 2
value_1964 = (1964 + 1) * 2 - 3 ** 2
value_1965 = (1965 + 1) * 2 - 3 ** 2
value_1966 = (1966 + 1) * 2 - 3 ** 2
value_1967 = (1967 + 1) * 2 - 3 ** 2
value_1968 = (1968 + 1) * 2 - 3 ** 2
value_1969 = (1969 + 1) * 2 - 3 ** 2
value_1970 = (1970 + 1) * 2 - 3 ** 2
value_1971 = (1971 + 1) * 2 - 3 ** 2
value_1972 = (1972 + 1) * 2 - 3 ** 2
value_1973 = (1973 + 1) * 2 - 3 ** 2
value_1974 = (1974 + 1) * 2 - 3 ** 2
value_1975 = (1975 + 1) * 2 - 3 ** 2
value_1976 = (1976 + 1) * 2 - 3 ** 2
value_1977 = (1977 + 1) * 2 - 3 ** 2
value_1978 = (1978 + 1) * 2 - 3 ** 2
value_1979 = (1979 + 1) * 2 - 3 ** 2
value_1980 = (1980 + 1) * 2 - 3 ** 2
value_1981 = (1981 + 1) * 2 - 3 ** 2
value_1982 = (1982 + 1) * 2 - 3 ** 2
value_1983 = (1983 + 1) * 2 - 3 ** 2
value_1984 = (1984 + 1) * 2 - 3 ** 2
value_1985 = (1985 + 1) * 2 - 3 ** 2
value_1986 = (1986 + 1) * 2 - 3 ** 2
value_1987 = (1987 + 1) * 2 - 3 ** 2
value_1988 = (1988 + 1) * 2 - 3 ** 2
value_1989 = (1989 + 1) * 2 - 3 ** 2
value_1990 = (1990 + 1) * 2 - 3 ** 2
value_1991 = (1991 + 1) * 2 - 3 ** 2
value_1992 = (1992 + 1) * 2 - 3 ** 2
value_1993 = (1993 + 1) * 2 - 3 ** 2
value_1994 = (1994 + 1) * 2 - 3 ** 2
value_1995 = (1995 + 1) * 2 - 3 ** 2
value_1996 = (1996 + 1) * 2 - 3 ** 2
value_1997 = (1997 + 1) * 2 - 3 ** 2
value_1998 = (1998 + 1) * 2 - 3 ** 2
value_1999 = (1999 + 1) * 2 - 3 ** 2
value_2000 = (2000 + 1) * 2 - 3 ** 2
value_2001 = (2001 + 1) * 2 - 3 ** 2
value_2002 = (2002 + 1) * 2 - 3 ** 2
value_2003 = (2003 + 1) * 2 - 3 ** 2
value_2004 = (2004 + 1) * 2 - 3 ** 2
value_2005 = (2005 + 1) * 2 - 3 ** 2
value_2006 = (2006 + 1) * 2 - 3 ** 2
value_2007 = (2007 + 1) * 2 - 3 ** 2
value_2008 = (2008 + 1) * 2 - 3 ** 2
value_2009 = (2009 + 1) * 2 - 3 ** 2
value_2010 = (2010 + 1) * 2 - 3 ** 2
value_2011 = (2011 + 1) * 2 - 3 ** 2
value_2012 = (2012 + 1) * 2 - 3 ** 2
value_2013 = (2013 + 1) * 2 - 3 ** 2
value_2014 = (2014 + 1) * 2 - 3 ** 2
value_2015 = (2015 + 1) * 2 - 3 ** 2
value_2016 = (2016 + 1) * 2 - 3 ** 2
value_2017 = (2017 + 1) * 2 - 3 ** 2
value_2018 = (2018 + 1) * 2 - 3 ** 2
value_2019 = (2019 + 1) * 2 - 3 ** 2
value_2020 = (2020 + 1) * 2 - 3 ** 2
value_2021 = (2021 + 1) * 2 - 3 ** 2
value_2022 = (2022 + 1) * 2 - 3 ** 2
value_2023 = (2023 + 1) * 2 - 3 ** 2
value_2024 = (2024 + 1) * 2 - 3 ** 2
value_2025 = (2025 + 1) * 2 - 3 ** 2
value_2026 = (2026 + 1) * 2 - 3 ** 2
value_2027 = (2027 + 1) * 2 - 3 ** 2
value_2028 = (2028 + 1) * 2 - 3 ** 2
value_2029 = (2029 + 1) * 2 - 3 ** 2
value_2030 = (2030 + 1) * 2 - 3 ** 2
value_2031 = (2031 + 1) * 2 - 3 ** 2
value_2032 = (2032 + 1) * 2 - 3 ** 2
value_2033 = (2033 + 1) * 2 - 3 ** 2
value_2034 = (2034 + 1) * 2 - 3 ** 2
value_2035 = (2035 + 1) * 2 - 3 ** 2
value_2036 = (2036 + 1) * 2 - 3 ** 2
value_2037 = (2037 + 1) * 2 - 3 ** 2
value_2038 = (2038 + 1) * 2 - 3 ** 2
value_2039 = (2039 + 1) * 2 - 3 ** 2
value_2040 = (2040 + 1) * 2 - 3 ** 2
value_2041 = (2041 + 1) * 2 - 3 ** 2
value_2042 = (2042 + 1) * 2 - 3 ** 2
value_2043 = (2043 + 1) * 2 - 3 ** 2
value_2044 = (2044 + 1) * 2 - 3 ** 2
value_2045 = (2045 + 1) * 2 - 3 ** 2
value_2046 = (2046 + 1) * 2 - 3 ** 2
value_2047 = (2047 + 1) * 2 - 3 ** 2
value_2048 = (2048 + 1) * 2 - 3 ** 2
value_2049 = (2049 + 1) * 2 - 3 ** 2
value_2050 = (2050 + 1) * 2 - 3 ** 2
value_2051 = (2051 + 1) * 2 - 3 ** 2
value_2052 = (2052 + 1) * 2 - 3 ** 2
value_2053 = (2053 + 1) * 2 - 3 ** 2
value_2054 = (2054 + 1) * 2 - 3 ** 2
value_2055 = (2055 + 1) * 2 - 3 ** 2
value_2056 = (2056 + 1) * 2 - 3 ** 2
value_2057 = (2057 + 1) * 2 - 3 ** 2
value_2058 = (2058 + 1) * 2 - 3 ** 2
value_2059 = (2059 + 1) * 2 - 3 ** 2
value_2060 = (2060 + 1) * 2 - 3 ** 2
value_2061 = (2061 + 1) * 2 - 3 ** 2
value_2062 = (2062 + 1) * 2 - 3 ** 2
value_2063 = (2063 + 1) * 2 - 3 ** 2
value_2064 = (2064 + 1) * 2 - 3 ** 2
value_2065 = (2065 + 1) * 2 - 3 ** 2
value_2066 = (2066 + 1) * 2 - 3 ** 2
value_2067 = (2067 + 1) * 2 - 3 ** 2
value_2068 = (2068 + 1) * 2 - 3 ** 2
value_2069 = (2069 + 1) * 2 - 3 ** 2
value_2070 = (2070 + 1) * 2 - 3 ** 2
value_2071 = (2071 + 1) * 2 - 3 ** 2
value_2072 = (2072 + 1) * 2 - 3 ** 2
value_2073 = (2073 + 1) * 2 - 3 ** 2
value_2074 = (2074 + 1) * 2 - 3 ** 2
value_2075 = (2075 + 1) * 2 - 3 ** 2
value_2076 = (2076 + 1) * 2 - 3 ** 2
value_2077 = (2077 + 1) * 2 - 3 ** 2
value_2078 = (2078 + 1) * 2 - 3 ** 2
value_2079 = (2079 + 1) * 2 - 3 ** 2
value_2080 = (2080 + 1) * 2 - 3 ** 2
value_2081 = (2081 + 1) * 2 - 3 ** 2
value_2082 = (2082 + 1) * 2 - 3 ** 2
value_2083 = (2083 + 1) * 2 - 3 ** 2
value_2084 = (2084 + 1) * 2 - 3 ** 2
value_2085 = (2085 + 1) * 2 - 3 ** 2
value_2086 = (2086 + 1) * 2 - 3 ** 2
value_2087 = (2087 + 1) * 2 - 3 ** 2
value_2088 = (2088 + 1) * 2 - 3 ** 2
value_2089 = (2089 + 1) * 2 - 3 ** 2
value_2090 = (2090 + 1) * 2 - 3 ** 2
value_2091 = (2091 + 1) * 2 - 3 ** 2
value_2092 = (2092 + 1) * 2 - 3 ** 2
value_2093 = (2093 + 1) * 2 - 3 ** 2
value_2094 = (2094 + 1) * 2 - 3 ** 2
value_2095 = (2095 + 1) * 2 - 3 ** 2
value_2096 = (2096 + 1) * 2 - 3 ** 2
value_2097 = (2097 + 1) * 2 - 3 ** 2
value_2098 = (2098 + 1) * 2 - 3 ** 2
value_2099 = (2099 + 1) * 2 - 3 ** 2
value_2100 = (2100 + 1) * 2 - 3 ** 2
value_2101 = (2101 + 1) * 2 - 3 ** 2
value_2102 = (2102 + 1) * 2 - 3 ** 2
value_2103 = (2103 + 1) * 2 - 3 ** 2
value_2104 = (2104 + 1) * 2 - 3 ** 2
value_2105 = (2105 + 1) * 2 - 3 ** 2
value_2106 = (2106 + 1) * 2 - 3 ** 2
value_2107 = (2107 + 1) * 2 - 3 ** 2
value_2108 = (2108 + 1) * 2 - 3 ** 2
value_2109 = (2109 + 1) * 2 - 3 ** 2
value_2110 = (2110 + 1) * 2 - 3 ** 2
value_2111 = (2111 + 1) * 2 - 3 ** 2
value_2112 = (2112 + 1) * 2 - 3 ** 2
value_2113 = (2113 + 1) * 2 - 3 ** 2
value_2114 = (2114 + 1) * 2 - 3 ** 2
value_2115 = (2115 + 1) * 2 - 3 ** 2
value_2116 = (2116 + 1) * 2 - 3 ** 2
value_2117 = (2117 + 1) * 2 - 3 ** 2
value_2118 = (2118 + 1) * 2 - 3 ** 2
value_2119 = (2119 + 1) * 2 - 3 ** 2
value_2120 = (2120 + 1) * 2 - 3 ** 2
value_2121 = (2121 + 1) * 2 - 3 ** 2
value_2122 = (2122 + 1) * 2 - 3 ** 2
value_2123 = (2123 + 1) * 2 - 3 ** 2
value_2124 = (2124 + 1) * 2 - 3 ** 2
value_2125 = (2125 + 1) * 2 - 3 ** 2
value_2126 = (2126 + 1) * 2 - 3 ** 2
value_2127 = (2127 + 1) * 2 - 3 ** 2
value_2128 = (2128 + 1) * 2 - 3 ** 2
value_2129 = (2129 + 1) * 2 - 3 ** 2
value_2130 = (2130 + 1) * 2 - 3 ** 2
value_2131 = (2131 + 1) * 2 - 3 ** 2
value_2132 = (2132 + 1) * 2 - 3 ** 2
value_2133 = (2133 + 1) * 2 - 3 ** 2
value_2134 = (2134 + 1) * 2 - 3 ** 2
value_2135 = (2135 + 1) * 2 - 3 ** 2
value_2136 = (2136 + 1) * 2 - 3 ** 2
value_2137 = (2137 + 1) * 2 - 3 ** 2
value_2138 = (2138 + 1) * 2 - 3 ** 2
value_2139 = (2139 + 1) * 2 - 3 ** 2
value_2140 = (2140 + 1) * 2 - 3 ** 2
value_2141 = (2141 + 1) * 2 - 3 ** 2
value_2142 = (2142 + 1) * 2 - 3 ** 2
value_2143 = (2143 + 1) * 2 - 3 ** 2
value_2144 = (2144 + 1) * 2 - 3 ** 2
value_2145 = (2145 + 1) * 2 - 3 ** 2
value_2146 = (2146 + 1) * 2 - 3 ** 2
value_2147 = (2147 + 1) * 2 - 3 ** 2
value_2148 = (2148 + 1) * 2 - 3 ** 2
value_2149 = (2149 + 1) * 2 - 3 ** 2
value_2150 = (2150 + 1) * 2 - 3 ** 2
value_2151 = (2151 + 1) * 2 - 3 ** 2
value_2152 = (2152 + 1) * 2 - 3 ** 2
value_2153 = (2153 + 1) * 2 - 3 ** 2
value_2154 = (2154 + 1) * 2 - 3 ** 2
value_2155 = (2155 + 1) * 2 - 3 ** 2
value_2156 = (2156 + 1) * 2 - 3 ** 2
value_2157 = (2157 + 1) * 2 - 3 ** 2
value_2158 = (2158 + 1) * 2 - 3 ** 2
value_2159 = (2159 + 1) * 2 - 3 ** 2
value_2160 = (2160 + 1) * 2 - 3 ** 2
value_2161 = (2161 + 1) * 2 - 3 ** 2
value_2162 = (2162 + 1) * 2 - 3 ** 2
value_2163 = (2163 + 1) * 2 - 3 ** 2
value_2164 = (2164 + 1) * 2 - 3 ** 2
value_2165 = (2165 + 1) * 2 - 3 ** 2
value_2166 = (2166 + 1) * 2 - 3 ** 2
value_2167 = (2167 + 1) * 2 - 3 ** 2
value_2168 = (2168 + 1) * 2 - 3 ** 2
value_2169 = (2169 + 1) * 2 - 3 ** 2
value_2170 = (2170 + 1) * 2 - 3 ** 2
value_2171 = (2171 + 1) * 2 - 3 ** 2
value_2172 = (2172 + 1) * 2 - 3 ** 2
value_2173 = (2173 + 1) * 2 - 3 ** 2
value_2174 = (2174 + 1) * 2 - 3 ** 2
value_2175 = (2175 + 1) * 2 - 3 ** 2
value_2176 = (2176 + 1) * 2 - 3 ** 2
value_2177 = (2177 + 1) * 2 - 3 ** 2
value_2178 = (2178 + 1) * 2 - 3 ** 2
value_2179 = (2179 + 1) * 2 - 3 ** 2
value_2180 = (2180 + 1) * 2 - 3 ** 2
value_2181 = (2181 + 1) * 2 - 3 ** 2
value_2182 = (2182 + 1) * 2 - 3 ** 2
value_2183 = (2183 + 1) * 2 - 3 ** 2
value_2184 = (2184 + 1) * 2 - 3 ** 2
value_2185 = (2185 + 1) * 2 - 3 ** 2
value_2186 = (2186 + 1) * 2 - 3 ** 2
value_2187 = (2187 + 1) * 2 - 3 ** 2
value_2188 = (2188 + 1) * 2 - 3 ** 2
value_2189 = (2189 + 1) * 2 - 3 ** 2
value_2190 = (2190 + 1) * 2 - 3 ** 2
value_2191 = (2191 + 1) * 2 - 3 ** 2
value_2192 = (2192 + 1) * 2 - 3 ** 2
value_2193 = (2193 + 1) * 2 - 3 ** 2
value_2194 = (2194 + 1) * 2 - 3 ** 2
value_2195 = (2195 + 1) * 2 - 3 ** 2
value_2196 = (2196 + 1) * 2 - 3 ** 2
value_2197 = (2197 + 1) * 2 - 3 ** 2
value_2198 = (2198 + 1) * 2 - 3 ** 2
value_2199 = (2199 + 1) * 2 - 3 ** 2
value_2200 = (2200 + 1) * 2 - 3 ** 2
value_2201 = (2201 + 1) * 2 - 3 ** 2
value_2202 = (2202 + 1) * 2 - 3 ** 2
value_2203 = (2203 + 1) * 2 - 3 ** 2
value_2204 = (2204 + 1) * 2 - 3 ** 2
value_2205 = (2205 + 1) * 2 - 3 ** 2
value_2206 = (2206 + 1) * 2 - 3 ** 2
value_2207 = (2207 + 1) * 2 - 3 ** 2
value_2208 = (2208 + 1) * 2 - 3 ** 2
value_2209 = (2209 + 1) * 2 - 3 ** 2
value_2210 = (2210 + 1) * 2 - 3 ** 2
value_2211 = (2211 + 1) * 2 - 3 ** 2
value_2212 = (2212 + 1) * 2 - 3 ** 2
value_2213 = (2213 + 1) * 2 - 3 ** 2
value_2214 = (2214 + 1) * 2 - 3 ** 2
value_2215 = (2215 + 1) * 2 - 3 ** 2
value_2216 = (2216 + 1) * 2 - 3 ** 2
value_2217 = (2217 + 1) * 2 - 3 ** 2
value_2218 = (2218 + 1) * 2 - 3 ** 2
value_2219 = (2219 + 1) * 2 - 3 ** 2
value_2220 = (2220 + 1) * 2 - 3 ** 2
value_2221 = (2221 + 1) * 2 - 3 ** 2
value_2222 = (2222 + 1) * 2 - 3 ** 2
value_2223 = (2223 + 1) * 2 - 3 ** 2
value_2224 = (2224 + 1) * 2 - 3 ** 2
value_2225 = (2225 + 1) * 2 - 3 ** 2
value_2226 = (2226 + 1) * 2 - 3 ** 2
value_2227 = (2227 + 1) * 2 - 3 ** 2
value_2228 = (2228 + 1) * 2 - 3 ** 2
value_2229 = (2229 + 1) * 2 - 3 ** 2
value_2230 = (2230 + 1) * 2 - 3 ** 2
value_2231 = (2231 + 1) * 2 - 3 ** 2
value_2232 = (2232 + 1) * 2 - 3 ** 2
value_2233 = (2233 + 1) * 2 - 3 ** 2
value_2234 = (2234 + 1) * 2 - 3 ** 2
value_2235 = (2235 + 1) * 2 - 3 ** 2
value_2236 = (2236 + 1) * 2 - 3 ** 2
value_2237 = (2237 + 1) * 2 - 3 ** 2
value_2238 = (2238 + 1) * 2 - 3 ** 2
value_2239 = (2239 + 1) * 2 - 3 ** 2
value_2240 = (2240 + 1) * 2 - 3 ** 2
value_2241 = (2241 + 1) * 2 - 3 ** 2
value_2242 = (2242 + 1) * 2 - 3 ** 2
value_2243 = (2243 + 1) * 2 - 3 ** 2
value_2244 = (2244 + 1) * 2 - 3 ** 2
value_2245 = (2245 + 1) * 2 - 3 ** 2
value_2246 = (2246 + 1) * 2 - 3 ** 2
value_2247 = (2247 + 1) * 2 - 3 ** 2
value_2248 = (2248 + 1) * 2 - 3 ** 2
value_2249 = (2249 + 1) * 2 - 3 ** 2
value_2250 = (2250 + 1) * 2 - 3 ** 2
value_2251 = (2251 + 1) * 2 - 3 ** 2
value_2252 = (2252 + 1) * 2 - 3 ** 2
value_2253 = (2253 + 1) * 2 - 3 ** 2
value_2254 = (2254 + 1) * 2 - 3 ** 2
value_2255 = (2255 + 1) * 2 - 3 ** 2
value_2256 = (2256 + 1) * 2 - 3 ** 2
value_2257 = (2257 + 1) * 2 - 3 ** 2
value_2258 = (2258 + 1) * 2 - 3 ** 2
value_2259 = (2259 + 1) * 2 - 3 ** 2
value_2260 = (2260 + 1) * 2 - 3 ** 2
value_2261 = (2261 + 1) * 2 - 3 ** 2
value_2262 = (2262 + 1) * 2 - 3 ** 2
value_2263 = (2263 + 1) * 2 - 3 ** 2
value_2264 = (2264 + 1) * 2 - 3 ** 2
value_2265 = (2265 + 1) * 2 - 3 ** 2
value_2266 = (2266 + 1) * 2 - 3 ** 2
value_2267 = (2267 + 1) * 2 - 3 ** 2
value_2268 = (2268 + 1) * 2 - 3 ** 2
value_2269 = (2269 + 1) * 2 - 3 ** 2
value_2270 = (2270 + 1) * 2 - 3 ** 2
value_2271 = (2271 + 1) * 2 - 3 ** 2
value_2272 = (2272 + 1) * 2 - 3 ** 2
value_2273 = (2273 + 1) * 2 - 3 ** 2
value_2274 = (2274 + 1) * 2 - 3 ** 2
value_2275 = (2275 + 1) * 2 - 3 ** 2
value_2276 = (2276 + 1) * 2 - 3 ** 2
value_2277 = (2277 + 1) * 2 - 3 ** 2
value_2278 = (2278 + 1) * 2 - 3 ** 2
value_2279 = (2279 + 1) * 2 - 3 ** 2
value_2280 = (2280 + 1) * 2 - 3 ** 2
value_2281 = (2281 + 1) * 2 - 3 ** 2
value_2282 = (2282 + 1) * 2 - 3 ** 2
value_2283 = (2283 + 1) * 2 - 3 ** 2
value_2284 = (2284 + 1) * 2 - 3 ** 2
value_2285 = (2285 + 1) * 2 - 3 ** 2
value_2286 = (2286 + 1) * 2 - 3 ** 2
value_2287 = (2287 + 1) * 2 - 3 ** 2
value_2288 = (2288 + 1) * 2 - 3 ** 2
value_2289 = (2289 + 1) * 2 - 3 ** 2
value_2290 = (2290 + 1) * 2 - 3 ** 2
value_2291 = (2291 + 1) * 2 - 3 ** 2
value_2292 = (2292 + 1) * 2 - 3 ** 2
value_2293 = (2293 + 1) * 2 - 3 ** 2
value_2294 = (2294 + 1) * 2 - 3 ** 2
value_2295 = (2295 + 1) * 2 - 3 ** 2
value_2296 = (2296 + 1) * 2 - 3 ** 2
value_2297 = (2297 + 1) * 2 - 3 ** 2
value_2298 = (2298 + 1) * 2 - 3 ** 2
value_2299 = (2299 + 1) * 2 - 3 ** 2
value_2300 = (2300 + 1) * 2 - 3 ** 2
value_2301 = (2301 + 1) * 2 - 3 ** 2
value_2302 = (2302 + 1) * 2 - 3 ** 2
value_2303 = (2303 + 1) * 2 - 3 ** 2
value_2304 = (2304 + 1) * 2 - 3 ** 2
value_2305 = (2305 + 1) * 2 - 3 ** 2
value_2306 = (2306 + 1) * 2 - 3 ** 2
value_2307 = (2307 + 1) * 2 - 3 ** 2
value_2308 = (2308 + 1) * 2 - 3 ** 2
value_2309 = (2309 + 1) * 2 - 3 ** 2
value_2310 = (2310 + 1) * 2 - 3 ** 2
value_2311 = (2311 + 1) * 2 - 3 ** 2
value_2312 = (2312 + 1) * 2 - 3 ** 2
value_2313 = (2313 + 1) * 2 - 3 ** 2
value_2314 = (2314 + 1) * 2 - 3 ** 2
value_2315 = (2315 + 1) * 2 - 3 ** 2
value_2316 = (2316 + 1) * 2 - 3 ** 2
value_2317 = (2317 + 1) * 2 - 3 ** 2
value_2318 = (2318 + 1) * 2 - 3 ** 2
value_2319 = (2319 + 1) * 2 - 3 ** 2
value_2320 = (2320 + 1) * 2 - 3 ** 2
value_2321 = (2321 + 1) * 2 - 3 ** 2
value_2322 = (2322 + 1) * 2 - 3 ** 2
value_2323 = (2323 + 1) * 2 - 3 ** 2
value_2324 = (2324 + 1) * 2 - 3 ** 2
value_2325 = (2325 + 1) * 2 - 3 ** 2
value_2326 = (2326 + 1) * 2 - 3 ** 2
value_2327 = (2327 + 1) * 2 - 3 ** 2
value_2328 = (2328 + 1) * 2 - 3 ** 2
value_2329 = (2329 + 1) * 2 - 3 ** 2
value_2330 = (2330 + 1) * 2 - 3 ** 2
value_2331 = (2331 + 1) * 2 - 3 ** 2
value_2332 = (2332 + 1) * 2 - 3 ** 2
value_2333 = (2333 + 1) * 2 - 3 ** 2
value_2334 = (2334 + 1) * 2 - 3 ** 2
value_2335 = (2335 + 1) * 2 - 3 ** 2
value_2336 = (2336 + 1) * 2 - 3 ** 2
value_2337 = (2337 + 1) * 2 - 3 ** 2
value_2338 = (2338 + 1) * 2 - 3 ** 2
value_2339 = (2339 + 1) * 2 - 3 ** 2
value_2340 = (2340 + 1) * 2 - 3 ** 2
value_2341 = (2341 + 1) * 2 - 3 ** 2
value_2342 = (2342 + 1) * 2 - 3 ** 2
value_2343 = (2343 + 1) * 2 - 3 ** 2
value_2344 = (2344 + 1) * 2 - 3 ** 2
value_2345 = (2345 + 1) * 2 - 3 ** 2
value_2346 = (2346 + 1) * 2 - 3 ** 2
value_2347 = (2347 + 1) * 2 - 3 ** 2
value_2348 = (2348 + 1) * 2 - 3 ** 2
value_2349 = (2349 + 1) * 2 - 3 ** 2
value_2350 = (2350 + 1) * 2 - 3 ** 2
value_2351 = (2351 + 1) * 2 - 3 ** 2
value_2352 = (2352 + 1) * 2 - 3 ** 2
value_2353 = (2353 + 1) * 2 - 3 ** 2
value_2354 = (2354 + 1) * 2 - 3 ** 2
value_2355 = (2355 + 1) * 2 - 3 ** 2
value_2356 = (2356 + 1) * 2 - 3 ** 2
value_2357 = (2357 + 1) * 2 - 3 ** 2
value_2358 = (2358 + 1) * 2 - 3 ** 2
value_2359 = (2359 + 1) * 2 - 3 ** 2
value_2360 = (2360 + 1) * 2 - 3 ** 2
value_2361 = (2361 + 1) * 2 - 3 ** 2
value_2362 = (2362 + 1) * 2 - 3 ** 2
value_2363 = (2363 + 1) * 2 - 3 ** 2
value_2364 = (2364 + 1) * 2 - 3 ** 2
value_2365 = (2365 + 1) * 2 - 3 ** 2
value_2366 = (2366 + 1) * 2 - 3 ** 2
value_2367 = (2367 + 1) * 2 - 3 ** 2
value_2368 = (2368 + 1) * 2 - 3 ** 2
value_2369 = (2369 + 1) * 2 - 3 ** 2
value_2370 = (2370 + 1) * 2 - 3 ** 2
value_2371 = (2371 + 1) * 2 - 3 ** 2
value_2372 = (2372 + 1) * 2 - 3 ** 2
value_2373 = (2373 + 1) * 2 - 3 ** 2
value_2374 = (2374 + 1) * 2 - 3 ** 2
value_2375 = (2375 + 1) * 2 - 3 ** 2
value_2376 = (2376 + 1) * 2 - 3 ** 2
value_2377 = (2377 + 1) * 2 - 3 ** 2
value_2378 = (2378 + 1) * 2 - 3 ** 2
value_2379 = (2379 + 1) * 2 - 3 ** 2
value_2380 = (2380 + 1) * 2 - 3 ** 2
value_2381 = (2381 + 1) * 2 - 3 ** 2
value_2382 = (2382 + 1) * 2 - 3 ** 2
value_2383 = (2383 + 1) * 2 - 3 ** 2
value_2384 = (2384 + 1) * 2 - 3 ** 2
value_2385 = (2385 + 1) * 2 - 3 ** 2
value_2386 = (2386 + 1) * 2 - 3 ** 2
value_2387 = (2387 + 1) * 2 - 3 ** 2
value_2388 = (2388 + 1) * 2 - 3 ** 2
value_2389 = (2389 + 1) * 2 - 3 ** 2
value_2390 = (2390 + 1) * 2 - 3 ** 2
value_2391 = (2391 + 1) * 2 - 3 ** 2
value_2392 = (2392 + 1) * 2 - 3 ** 2
value_2393 = (2393 + 1) * 2 - 3 ** 2
value_2394 = (2394 + 1) * 2 - 3 ** 2
value_2395 = (2395 + 1) * 2 - 3 ** 2
value_2396 = (2396 + 1) * 2 - 3 ** 2
value_2397 = (2397 + 1) * 2 - 3 ** 2
value_2398 = (2398 + 1) * 2 - 3 ** 2
value_2399 = (2399 + 1) * 2 - 3 ** 2
value_2400 = (2400 + 1) * 2 - 3 ** 2
value_2401 = (2401 + 1) * 2 - 3 ** 2
value_2402 = (2402 + 1) * 2 - 3 ** 2
value_2403 = (2403 + 1) * 2 - 3 ** 2
value_2404 = (2404 + 1) * 2 - 3 ** 2
value_2405 = (2405 + 1) * 2 - 3 ** 2
value_2406 = (2406 + 1) * 2 - 3 ** 2
value_2407 = (2407 + 1) * 2 - 3 ** 2
value_2408 = (2408 + 1) * 2 - 3 ** 2
value_2409 = (2409 + 1) * 2 - 3 ** 2
value_2410 = (2410 + 1) * 2 - 3 ** 2
value_2411 = (2411 + 1) * 2 - 3 ** 2
value_2412 = (2412 + 1) * 2 - 3 ** 2
value_2413 = (2413 + 1) * 2 - 3 ** 2
value_2414 = (2414 + 1) * 2 - 3 ** 2
value_2415 = (2415 + 1) * 2 - 3 ** 2
value_2416 = (2416 + 1) * 2 - 3 ** 2
value_2417 = (2417 + 1) * 2 - 3 ** 2
value_2418 = (2418 + 1) * 2 - 3 ** 2
value_2419 = (2419 + 1) * 2 - 3 ** 2
value_2420 = (2420 + 1) * 2 - 3 ** 2
value_2421 = (2421 + 1) * 2 - 3 ** 2
value_2422 = (2422 + 1) * 2 - 3 ** 2
value_2423 = (2423 + 1) * 2 - 3 ** 2
value_2424 = (2424 + 1) * 2 - 3 ** 2
value_2425 = (2425 + 1) * 2 - 3 ** 2
value_2426 = (2426 + 1) * 2 - 3 ** 2
value_2427 = (2427 + 1) * 2 - 3 ** 2
value_2428 = (2428 + 1) * 2 - 3 ** 2
value_2429 = (2429 + 1) * 2 - 3 ** 2
value_2430 = (2430 + 1) * 2 - 3 ** 2
value_2431 = (2431 + 1) * 2 - 3 ** 2
value_2432 = (2432 + 1) * 2 - 3 ** 2
value_2433 = (2433 + 1) * 2 - 3 ** 2
value_2434 = (2434 + 1) * 2 - 3 ** 2
value_2435 = (2435 + 1) * 2 - 3 ** 2
value_2436 = (2436 + 1) * 2 - 3 ** 2
value_2437 = (2437 + 1) * 2 - 3 ** 2
value_2438 = (2438 + 1) * 2 - 3 ** 2
value_2439 = (2439 + 1) * 2 - 3 ** 2
value_2440 = (2440 + 1) * 2 - 3 ** 2
value_2441 = (2441 + 1) * 2 - 3 ** 2
value_2442 = (2442 + 1) * 2 - 3 ** 2
value_2443 = (2443 + 1) * 2 - 3 ** 2
value_2444 = (2444 + 1) * 2 - 3 ** 2
value_2445 = (2445 + 1) * 2 - 3 ** 2
value_2446 = (2446 + 1) * 2 - 3 ** 2
value_2447 = (2447 + 1) * 2 - 3 ** 2
value_2448 = (2448 + 1) * 2 - 3 ** 2
value_2449 = (2449 + 1) * 2 - 3 ** 2
value_2450 = (2450 + 1) * 2 - 3 ** 2
value_2451 = (2451 + 1) * 2 - 3 ** 2
value_2452 = (2452 + 1) * 2 - 3 ** 2
value_2453 = (2453 + 1) * 2 - 3 ** 2
value_2454 = (2454 + 1) * 2 - 3 ** 2
value_2455 = (2455 + 1) * 2 - 3 ** 2
value_2456 = (2456 + 1) * 2 - 3 ** 2
value_2457 = (2457 + 1) * 2 - 3 ** 2
value_2458 = (2458 + 1) * 2 - 3 ** 2
value_2459 = (2459 + 1) * 2 - 3 ** 2
value_2460 = (2460 + 1) * 2 - 3 ** 2
value_2461 = (2461 + 1) * 2 - 3 ** 2
value_2462 = (2462 + 1) * 2 - 3 ** 2
value_2463 = (2463 + 1) * 2 - 3 ** 2
value_2464 = (2464 + 1) * 2 - 3 ** 2
value_2465 = (2465 + 1) * 2 - 3 ** 2
value_2466 = (2466 + 1) * 2 - 3 ** 2
value_2467 = (2467 + 1) * 2 - 3 ** 2
value_2468 = (2468 + 1) * 2 - 3 ** 2
value_2469 = (2469 + 1) * 2 - 3 ** 2
value_2470 = (2470 + 1) * 2 - 3 ** 2
value_2471 = (2471 + 1) * 2 - 3 ** 2
value_2472 = (2472 + 1) * 2 - 3 ** 2
value_2473 = (2473 + 1) * 2 - 3 ** 2
value_2474 = (2474 + 1) * 2 - 3 ** 2
value_2475 = (2475 + 1) * 2 - 3 ** 2
value_2476 = (2476 + 1) * 2 - 3 ** 2
value_2477 = (2477 + 1) * 2 - 3 ** 2
value_2478 = (2478 + 1) * 2 - 3 ** 2
value_2479 = (2479 + 1) * 2 - 3 ** 2
value_2480 = (2480 + 1) * 2 - 3 ** 2
value_2481 = (2481 + 1) * 2 - 3 ** 2
value_2482 = (2482 + 1) * 2 - 3 ** 2
value_2483 = (2483 + 1) * 2 - 3 ** 2
value_2484 = (2484 + 1) * 2 - 3 ** 2
value_2485 = (2485 + 1) * 2 - 3 ** 2
value_2486 = (2486 + 1) * 2 - 3 ** 2
value_2487 = (2487 + 1) * 2 - 3 ** 2
value_2488 = (2488 + 1) * 2 - 3 ** 2
value_2489 = (2489 + 1) * 2 - 3 ** 2
value_2490 = (2490 + 1) * 2 - 3 ** 2
value_2491 = (2491 + 1) * 2 - 3 ** 2
value_2492 = (2492 + 1) * 2 - 3 ** 2
value_2493 = (2493 + 1) * 2 - 3 ** 2
value_2494 = (2494 + 1) * 2 - 3 ** 2
value_2495 = (2495 + 1) * 2 - 3 ** 2
value_2496 = (2496 + 1) * 2 - 3 ** 2
value_2497 = (2497 + 1) * 2 - 3 ** 2
value_2498 = (2498 + 1) * 2 - 3 ** 2
value_2499 = (2499 + 1) * 2 - 3 ** 2
value_2500 = (2500 + 1) * 2 - 3 ** 2
value_2501 = (2501 + 1) * 2 - 3 ** 2
value_2502 = (2502 + 1) * 2 - 3 ** 2
value_2503 = (2503 + 1) * 2 - 3 ** 2
value_2504 = (2504 + 1) * 2 - 3 ** 2
value_2505 = (2505 + 1) * 2 - 3 ** 2
value_2506 = (2506 + 1) * 2 - 3 ** 2
value_2507 = (2507 + 1) * 2 - 3 ** 2
value_2508 = (2508 + 1) * 2 - 3 ** 2
value_2509 = (2509 + 1) * 2 - 3 ** 2
value_2510 = (2510 + 1) * 2 - 3 ** 2
value_2511 = (2511 + 1) * 2 - 3 ** 2
value_2512 = (2512 + 1) * 2 - 3 ** 2
value_2513 = (2513 + 1) * 2 - 3 ** 2
value_2514 = (2514 + 1) * 2 - 3 ** 2
value_2515 = (2515 + 1) * 2 - 3 ** 2
value_2516 = (2516 + 1) * 2 - 3 ** 2
value_2517 = (2517 + 1) * 2 - 3 ** 2
value_2518 = (2518 + 1) * 2 - 3 ** 2
value_2519 = (2519 + 1) * 2 - 3 ** 2
value_2520 = (2520 + 1) * 2 - 3 ** 2
value_2521 = (2521 + 1) * 2 - 3 ** 2
value_2522 = (2522 + 1) * 2 - 3 ** 2
value_2523 = (2523 + 1) * 2 - 3 ** 2
value_2524 = (2524 + 1) * 2 - 3 ** 2
value_2525 = (2525 + 1) * 2 - 3 ** 2
value_2526 = (2526 + 1) * 2 - 3 ** 2
value_2527 = (2527 + 1) * 2 - 3 ** 2
value_2528 = (2528 + 1) * 2 - 3 ** 2
value_2529 = (2529 + 1) * 2 - 3 ** 2
value_2530 = (2530 + 1) * 2 - 3 ** 2
value_2531 = (2531 + 1) * 2 - 3 ** 2
value_2532 = (2532 + 1) * 2 - 3 ** 2
value_2533 = (2533 + 1) * 2 - 3 ** 2
value_2534 = (2534 + 1) * 2 - 3 ** 2
value_2535 = (2535 + 1) * 2 - 3 ** 2
value_2536 = (2536 + 1) * 2 - 3 ** 2
value_2537 = (2537 + 1) * 2 - 3 ** 2
value_2538 = (2538 + 1) * 2 - 3 ** 2
value_2539 = (2539 + 1) * 2 - 3 ** 2
value_2540 = (2540 + 1) * 2 - 3 ** 2
value_2541 = (2541 + 1) * 2 - 3 ** 2
value_2542 = (2542 + 1) * 2 - 3 ** 2
value_2543 = (2543 + 1) * 2 - 3 ** 2
value_2544 = (2544 + 1) * 2 - 3 ** 2
value_2545 = (2545 + 1) * 2 - 3 ** 2
value_2546 = (2546 + 1) * 2 - 3 ** 2
value_2547 = (2547 + 1) * 2 - 3 ** 2
value_2548 = (2548 + 1) * 2 - 3 ** 2
value_2549 = (2549 + 1) * 2 - 3 ** 2
value_2550 = (2550 + 1) * 2 - 3 ** 2
value_2551 = (2551 + 1) * 2 - 3 ** 2
value_2552 = (2552 + 1) * 2 - 3 ** 2
value_2553 = (2553 + 1) * 2 - 3 ** 2
value_2554 = (2554 + 1) * 2 - 3 ** 2
value_2555 = (2555 + 1) * 2 - 3 ** 2
value_2556 = (2556 + 1) * 2 - 3 ** 2
value_2557 = (2557 + 1) * 2 - 3 ** 2
value_2558 = (2558 + 1) * 2 - 3 ** 2
value_2559 = (2559 + 1) * 2 - 3 ** 2
value_2560 = (2560 + 1) * 2 - 3 ** 2
value_2561 = (2561 + 1) * 2 - 3 ** 2
value_2562 = (2562 + 1) * 2 - 3 ** 2
value_2563 = (2563 + 1) * 2 - 3 ** 2
value_2564 = (2564 + 1) * 2 - 3 ** 2
value_2565 = (2565 + 1) * 2 - 3 ** 2
value_2566 = (2566 + 1) * 2 - 3 ** 2
value_2567 = (2567 + 1) * 2 - 3 ** 2
value_2568 = (2568 + 1) * 2 - 3 ** 2
value_2569 = (2569 + 1) * 2 - 3 ** 2
value_2570 = (2570 + 1) * 2 - 3 ** 2
value_2571 = (2571 + 1) * 2 - 3 ** 2
value_2572 = (2572 + 1) * 2 - 3 ** 2
value_2573 = (2573 + 1) * 2 - 3 ** 2
value_2574 = (2574 + 1) * 2 - 3 ** 2
value_2575 = (2575 + 1) * 2 - 3 ** 2
value_2576 = (2576 + 1) * 2 - 3 ** 2
value_2577 = (2577 + 1) * 2 - 3 ** 2
value_2578 = (2578 + 1) * 2 - 3 ** 2
value_2579 = (2579 + 1) * 2 - 3 ** 2
value_2580 = (2580 + 1) * 2 - 3 ** 2
value_2581 = (2581 + 1) * 2 - 3 ** 2
value_2582 = (2582 + 1) * 2 - 3 ** 2
value_2583 = (2583 + 1) * 2 - 3 ** 2
value_2584 = (2584 + 1) * 2 - 3 ** 2
value_2585 = (2585 + 1) * 2 - 3 ** 2
value_2586 = (2586 + 1) * 2 - 3 ** 2
value_2587 = (2587 + 1) * 2 - 3 ** 2
value_2588 = (2588 + 1) * 2 - 3 ** 2
value_2589 = (2589 + 1) * 2 - 3 ** 2
value_2590 = (2590 + 1) * 2 - 3 ** 2
value_2591 = (2591 + 1) * 2 - 3 ** 2
value_2592 = (2592 + 1) * 2 - 3 ** 2
value_2593 = (2593 + 1) * 2 - 3 ** 2
value_2594 = (2594 + 1) * 2 - 3 ** 2
value_2595 = (2595 + 1) * 2 - 3 ** 2
value_2596 = (2596 + 1) * 2 - 3 ** 2
value_2597 = (2597 + 1) * 2 - 3 ** 2
value_2598 = (2598 + 1) * 2 - 3 ** 2
value_2599 = (2599 + 1) * 2 - 3 ** 2
value_2600 = (2600 + 1) * 2 - 3 ** 2
value_2601 = (2601 + 1) * 2 - 3 ** 2
value_2602 = (2602 + 1) * 2 - 3 ** 2
value_2603 = (2603 + 1) * 2 - 3 ** 2
value_2604 = (2604 + 1) * 2 - 3 ** 2
value_2605 = (2605 + 1) * 2 - 3 ** 2
value_2606 = (2606 + 1) * 2 - 3 ** 2
value_2607 = (2607 + 1) * 2 - 3 ** 2
value_2608 = (2608 + 1) * 2 - 3 ** 2
value_2609 = (2609 + 1) * 2 - 3 ** 2
value_2610 = (2610 + 1) * 2 - 3 ** 2
value_2611 = (2611 + 1) * 2 - 3 ** 2
value_2612 = (2612 + 1) * 2 - 3 ** 2
value_2613 = (2613 + 1) * 2 - 3 ** 2
value_2614 = (2614 + 1) * 2 - 3 ** 2
value_2615 = (2615 + 1) * 2 - 3 ** 2
value_2616 = (2616 + 1) * 2 - 3 ** 2
value_2617 = (2617 + 1) * 2 - 3 ** 2
value_2618 = (2618 + 1) * 2 - 3 ** 2
value_2619 = (2619 + 1) * 2 - 3 ** 2
value_2620 = (2620 + 1) * 2 - 3 ** 2
value_2621 = (2621 + 1) * 2 - 3 ** 2
value_2622 = (2622 + 1) * 2 - 3 ** 2
value_2623 = (2623 + 1) * 2 - 3 ** 2
value_2624 = (2624 + 1) * 2 - 3 ** 2
value_2625 = (2625 + 1) * 2 - 3 ** 2
value_2626 = (2626 + 1) * 2 - 3 ** 2
value_2627 = (2627 + 1) * 2 - 3 ** 2
value_2628 = (2628 + 1) * 2 - 3 ** 2
value_2629 = (2629 + 1) * 2 - 3 ** 2
value_2630 = (2630 + 1) * 2 - 3 ** 2
value_2631 = (2631 + 1) * 2 - 3 ** 2
value_2632 = (2632 + 1) * 2 - 3 ** 2
value_2633 = (2633 + 1) * 2 - 3 ** 2
value_2634 = (2634 + 1) * 2 - 3 ** 2
value_2635 = (2635 + 1) * 2 - 3 ** 2
value_2636 = (2636 + 1) * 2 - 3 ** 2
value_2637 = (2637 + 1) * 2 - 3 ** 2
value_2638 = (2638 + 1) * 2 - 3 ** 2
value_2639 = (2639 + 1) * 2 - 3 ** 2
value_2640 = (2640 + 1) * 2 - 3 ** 2
value_2641 = (2641 + 1) * 2 - 3 ** 2
value_2642 = (2642 + 1) * 2 - 3 ** 2
value_2643 = (2643 + 1) * 2 - 3 ** 2
value_2644 = (2644 + 1) * 2 - 3 ** 2
value_2645 = (2645 + 1) * 2 - 3 ** 2
value_2646 = (2646 + 1) * 2 - 3 ** 2
value_2647 = (2647 + 1) * 2 - 3 ** 2
value_2648 = (2648 + 1) * 2 - 3 ** 2
value_2649 = (2649 + 1) * 2 - 3 ** 2
value_2650 = (2650 + 1) * 2 - 3 ** 2
value_2651 = (2651 + 1) * 2 - 3 ** 2
value_2652 = (2652 + 1) * 2 - 3 ** 2
value_2653 = (2653 + 1) * 2 - 3 ** 2
value_2654 = (2654 + 1) * 2 - 3 ** 2
value_2655 = (2655 + 1) * 2 - 3 ** 2
value_2656 = (2656 + 1) * 2 - 3 ** 2
value_2657 = (2657 + 1) * 2 - 3 ** 2
value_2658 = (2658 + 1) * 2 - 3 ** 2
value_2659 = (2659 + 1) * 2 - 3 ** 2
value_2660 = (2660 + 1) * 2 - 3 ** 2
value_2661 = (2661 + 1) * 2 - 3 ** 2
value_2662 = (2662 + 1) * 2 - 3 ** 2
value_2663 = (2663 + 1) * 2 - 3 ** 2
value_2664 = (2664 + 1) * 2 - 3 ** 2
value_2665 = (2665 + 1) * 2 - 3 ** 2
value_2666 = (2666 + 1) * 2 - 3 ** 2
value_2667 = (2667 + 1) * 2 - 3 ** 2
value_2668 = (2668 + 1) * 2 - 3 ** 2
value_2669 = (2669 + 1) * 2 - 3 ** 2
value_2670 = (2670 + 1) * 2 - 3 ** 2
value_2671 = (2671 + 1) * 2 - 3 ** 2
value_2672 = (2672 + 1) * 2 - 3 ** 2
value_2673 = (2673 + 1) * 2 - 3 ** 2
value_2674 = (2674 + 1) * 2 - 3 ** 2
value_2675 = (2675 + 1) * 2 - 3 ** 2
value_2676 = (2676 + 1) * 2 - 3 ** 2
value_2677 = (2677 + 1) * 2 - 3 ** 2
value_2678 = (2678 + 1) * 2 - 3 ** 2
value_2679 = (2679 + 1) * 2 - 3 ** 2
value_2680 = (2680 + 1) * 2 - 3 ** 2
value_2681 = (2681 + 1) * 2 - 3 ** 2
value_2682 = (2682 + 1) * 2 - 3 ** 2
value_2683 = (2683 + 1) * 2 - 3 ** 2
value_2684 = (2684 + 1) * 2 - 3 ** 2
value_2685 = (2685 + 1) * 2 - 3 ** 2
value_2686 = (2686 + 1) * 2 - 3 ** 2
value_2687 = (2687 + 1) * 2 - 3 ** 2
value_2688 = (2688 + 1) * 2 - 3 ** 2
value_2689 = (2689 + 1) * 2 - 3 ** 2
value_2690 = (2690 + 1) * 2 - 3 ** 2
value_2691 = (2691 + 1) * 2 - 3 ** 2
value_2692 = (2692 + 1) * 2 - 3 ** 2
value_2693 = (2693 + 1) * 2 - 3 ** 2
value_2694 = (2694 + 1) * 2 - 3 ** 2
value_2695 = (2695 + 1) * 2 - 3 ** 2
value_2696 = (2696 + 1) * 2 - 3 ** 2
value_2697 = (2697 + 1) * 2 - 3 ** 2
value_2698 = (2698 + 1) * 2 - 3 ** 2
value_2699 = (2699 + 1) * 2 - 3 ** 2
value_2700 = (2700 + 1) * 2 - 3 ** 2
value_2701 = (2701 + 1) * 2 - 3 ** 2
value_2702 = (2702 + 1) * 2 - 3 ** 2
value_2703 = (2703 + 1) * 2 - 3 ** 2
value_2704 = (2704 + 1) * 2 - 3 ** 2
value_2705 = (2705 + 1) * 2 - 3 ** 2
value_2706 = (2706 + 1) * 2 - 3 ** 2
value_2707 = (2707 + 1) * 2 - 3 ** 2
value_2708 = (2708 + 1) * 2 - 3 ** 2
value_2709 = (2709 + 1) * 2 - 3 ** 2
value_2710 = (2710 + 1) * 2 - 3 ** 2
value_2711 = (2711 + 1) * 2 - 3 ** 2
value_2712 = (2712 + 1) * 2 - 3 ** 2
value_2713 = (2713 + 1) * 2 - 3 ** 2
value_2714 = (2714 + 1) * 2 - 3 ** 2
value_2715 = (2715 + 1) * 2 - 3 ** 2
value_2716 = (2716 + 1) * 2 - 3 ** 2
value_2717 = (2717 + 1) * 2 - 3 ** 2
value_2718 = (2718 + 1) * 2 - 3 ** 2
value_2719 = (2719 + 1) * 2 - 3 ** 2
value_2720 = (2720 + 1) * 2 - 3 ** 2
value_2721 = (2721 + 1) * 2 - 3 ** 2
value_2722 = (2722 + 1) * 2 - 3 ** 2
value_2723 = (2723 + 1) * 2 - 3 ** 2
value_2724 = (2724 + 1) * 2 - 3 ** 2
value_2725 = (2725 + 1) * 2 - 3 ** 2
value_2726 = (2726 + 1) * 2 - 3 ** 2
value_2727 = (2727 + 1) * 2 - 3 ** 2
value_2728 = (2728 + 1) * 2 - 3 ** 2
value_2729 = (2729 + 1) * 2 - 3 ** 2
value_2730 = (2730 + 1) * 2 - 3 ** 2
value_2731 = (2731 + 1) * 2 - 3 ** 2
value_2732 = (2732 + 1) * 2 - 3 ** 2
value_2733 = (2733 + 1) * 2 - 3 ** 2
value_2734 = (2734 + 1) * 2 - 3 ** 2
value_2735 = (2735 + 1) * 2 - 3 ** 2
value_2736 = (2736 + 1) * 2 - 3 ** 2
value_2737 = (2737 + 1) * 2 - 3 ** 2
value_2738 = (2738 + 1) * 2 - 3 ** 2
value_2739 = (2739 + 1) * 2 - 3 ** 2
value_2740 = (2740 + 1) * 2 - 3 ** 2
value_2741 = (2741 + 1) * 2 - 3 ** 2
value_2742 = (2742 + 1) * 2 - 3 ** 2
value_2743 = (2743 + 1) * 2 - 3 ** 2
value_2744 = (2744 + 1) * 2 - 3 ** 2
value_2745 = (2745 + 1) * 2 - 3 ** 2
value_2746 = (2746 + 1) * 2 - 3 ** 2
value_2747 = (2747 + 1) * 2 - 3 ** 2
value_2748 = (2748 + 1) * 2 - 3 ** 2
value_2749 = (2749 + 1) * 2 - 3 ** 2
value_2750 = (2750 + 1) * 2 - 3 ** 2
value_2751 = (2751 + 1) * 2 - 3 ** 2
value_2752 = (2752 + 1) * 2 - 3 ** 2
value_2753 = (2753 + 1) * 2 - 3 ** 2
value_2754 = (2754 + 1) * 2 - 3 ** 2
value_2755 = (2755 + 1) * 2 - 3 ** 2
value_2756 = (2756 + 1) * 2 - 3 ** 2
value_2757 = (2757 + 1) * 2 - 3 ** 2
value_2758 = (2758 + 1) * 2 - 3 ** 2
value_2759 = (2759 + 1) * 2 - 3 ** 2
value_2760 = (2760 + 1) * 2 - 3 ** 2
value_2761 = (2761 + 1) * 2 - 3 ** 2
value_2762 = (2762 + 1) * 2 - 3 ** 2
value_2763 = (2763 + 1) * 2 - 3 ** 2
value_2764 = (2764 + 1) * 2 - 3 ** 2
value_2765 = (2765 + 1) * 2 - 3 ** 2
value_2766 = (2766 + 1) * 2 - 3 ** 2
value_2767 = (2767 + 1) * 2 - 3 ** 2
value_2768 = (2768 + 1) * 2 - 3 ** 2
value_2769 = (2769 + 1) * 2 - 3 ** 2
value_2770 = (2770 + 1) * 2 - 3 ** 2
value_2771 = (2771 + 1) * 2 - 3 ** 2
value_2772 = (2772 + 1) * 2 - 3 ** 2
value_2773 = (2773 + 1) * 2 - 3 ** 2
value_2774 = (2774 + 1) * 2 - 3 ** 2
value_2775 = (2775 + 1) * 2 - 3 ** 2
value_2776 = (2776 + 1) * 2 - 3 ** 2
value_2777 = (2777 + 1) * 2 - 3 ** 2
value_2778 = (2778 + 1) * 2 - 3 ** 2
value_2779 = (2779 + 1) * 2 - 3 ** 2
value_2780 = (2780 + 1) * 2 - 3 ** 2
value_2781 = (2781 + 1) * 2 - 3 ** 2
value_2782 = (2782 + 1) * 2 - 3 ** 2
value_2783 = (2783 + 1) * 2 - 3 ** 2
value_2784 = (2784 + 1) * 2 - 3 ** 2
value_2785 = (2785 + 1) * 2 - 3 ** 2
value_2786 = (2786 + 1) * 2 - 3 ** 2
value_2787 = (2787 + 1) * 2 - 3 ** 2
value_2788 = (2788 + 1) * 2 - 3 ** 2
value_2789 = (2789 + 1) * 2 - 3 ** 2
value_2790 = (2790 + 1) * 2 - 3 ** 2
value_2791 = (2791 + 1) * 2 - 3 ** 2
value_2792 = (2792 + 1) * 2 - 3 ** 2
value_2793 = (2793 + 1) * 2 - 3 ** 2
value_2794 = (2794 + 1) * 2 - 3 ** 2
value_2795 = (2795 + 1) * 2 - 3 ** 2
value_2796 = (2796 + 1) * 2 - 3 ** 2
value_2797 = (2797 + 1) * 2 - 3 ** 2
value_2798 = (2798 + 1) * 2 - 3 ** 2
value_2799 = (2799 + 1) * 2 - 3 ** 2
value_2800 = (2800 + 1) * 2 - 3 ** 2
value_2801 = (2801 + 1) * 2 - 3 ** 2
value_2802 = (2802 + 1) * 2 - 3 ** 2
value_2803 = (2803 + 1) * 2 - 3 ** 2
value_2804 = (2804 + 1) * 2 - 3 ** 2
value_2805 = (2805 + 1) * 2 - 3 ** 2
value_2806 = (2806 + 1) * 2 - 3 ** 2
value_2807 = (2807 + 1) * 2 - 3 ** 2
value_2808 = (2808 + 1) * 2 - 3 ** 2
value_2809 = (2809 + 1) * 2 - 3 ** 2
value_2810 = (2810 + 1) * 2 - 3 ** 2
value_2811 = (2811 + 1) * 2 - 3 ** 2
value_2812 = (2812 + 1) * 2 - 3 ** 2
value_2813 = (2813 + 1) * 2 - 3 ** 2
value_2814 = (2814 + 1) * 2 - 3 ** 2
value_2815 = (2815 + 1) * 2 - 3 ** 2
value_2816 = (2816 + 1) * 2 - 3 ** 2
value_2817 = (2817 + 1) * 2 - 3 ** 2
value_2818 = (2818 + 1) * 2 - 3 ** 2
value_2819 = (2819 + 1) * 2 - 3 ** 2
value_2820 = (2820 + 1) * 2 - 3 ** 2
value_2821 = (2821 + 1) * 2 - 3 ** 2
value_2822 = (2822 + 1) * 2 - 3 ** 2
value_2823 = (2823 + 1) * 2 - 3 ** 2
value_2824 = (2824 + 1) * 2 - 3 ** 2
value_2825 = (2825 + 1) * 2 - 3 ** 2
value_2826 = (2826 + 1) * 2 - 3 ** 2
value_2827 = (2827 + 1) * 2 - 3 ** 2
value_2828 = (2828 + 1) * 2 - 3 ** 2
value_2829 = (2829 + 1) * 2 - 3 ** 2
value_2830 = (2830 + 1) * 2 - 3 ** 2
value_2831 = (2831 + 1) * 2 - 3 ** 2
value_2832 = (2832 + 1) * 2 - 3 ** 2
value_2833 = (2833 + 1) * 2 - 3 ** 2
value_2834 = (2834 + 1) * 2 - 3 ** 2
value_2835 = (2835 + 1) * 2 - 3 ** 2
value_2836 = (2836 + 1) * 2 - 3 ** 2
value_2837 = (2837 + 1) * 2 - 3 ** 2
value_2838 = (2838 + 1) * 2 - 3 ** 2
value_2839 = (2839 + 1) * 2 - 3 ** 2
value_2840 = (2840 + 1) * 2 - 3 ** 2
value_2841 = (2841 + 1) * 2 - 3 ** 2
value_2842 = (2842 + 1) * 2 - 3 ** 2
value_2843 = (2843 + 1) * 2 - 3 ** 2
value_2844 = (2844 + 1) * 2 - 3 ** 2
value_2845 = (2845 + 1) * 2 - 3 ** 2
value_2846 = (2846 + 1) * 2 - 3 ** 2
value_2847 = (2847 + 1) * 2 - 3 ** 2
value_2848 = (2848 + 1) * 2 - 3 ** 2
value_2849 = (2849 + 1) * 2 - 3 ** 2
value_2850 = (2850 + 1) * 2 - 3 ** 2
value_2851 = (2851 + 1) * 2 - 3 ** 2
value_2852 = (2852 + 1) * 2 - 3 ** 2
value_2853 = (2853 + 1) * 2 - 3 ** 2
value_2854 = (2854 + 1) * 2 - 3 ** 2
value_2855 = (2855 + 1) * 2 - 3 ** 2
value_2856 = (2856 + 1) * 2 - 3 ** 2
value_2857 = (2857 + 1) * 2 - 3 ** 2
value_2858 = (2858 + 1) * 2 - 3 ** 2
value_2859 = (2859 + 1) * 2 - 3 ** 2
value_2860 = (2860 + 1) * 2 - 3 ** 2
value_2861 = (2861 + 1) * 2 - 3 ** 2
value_2862 = (2862 + 1) * 2 - 3 ** 2
value_2863 = (2863 + 1) * 2 - 3 ** 2
value_2864 = (2864 + 1) * 2 - 3 ** 2
value_2865 = (2865 + 1) * 2 - 3 ** 2
value_2866 = (2866 + 1) * 2 - 3 ** 2
value_2867 = (2867 + 1) * 2 - 3 ** 2
value_2868 = (2868 + 1) * 2 - 3 ** 2
value_2869 = (2869 + 1) * 2 - 3 ** 2
value_2870 = (2870 + 1) * 2 - 3 ** 2
value_2871 = (2871 + 1) * 2 - 3 ** 2
value_2872 = (2872 + 1) * 2 - 3 ** 2
value_2873 = (2873 + 1) * 2 - 3 ** 2
value_2874 = (2874 + 1) * 2 - 3 ** 2
value_2875 = (2875 + 1) * 2 - 3 ** 2
value_2876 = (2876 + 1) * 2 - 3 ** 2
value_2877 = (2877 + 1) * 2 - 3 ** 2
value_2878 = (2878 + 1) * 2 - 3 ** 2
value_2879 = (2879 + 1) * 2 - 3 ** 2
value_2880 = (2880 + 1) * 2 - 3 ** 2
value_2881 = (2881 + 1) * 2 - 3 ** 2
value_2882 = (2882 + 1) * 2 - 3 ** 2
value_2883 = (2883 + 1) * 2 - 3 ** 2
value_2884 = (2884 + 1) * 2 - 3 ** 2
value_2885 = (2885 + 1) * 2 - 3 ** 2
value_2886 = (2886 + 1) * 2 - 3 ** 2
value_2887 = (2887 + 1) * 2 - 3 ** 2
value_2888 = (2888 + 1) * 2 - 3 ** 2
value_2889 = (2889 + 1) * 2 - 3 ** 2
value_2890 = (2890 + 1) * 2 - 3 ** 2
value_2891 = (2891 + 1) * 2 - 3 ** 2
value_2892 = (2892 + 1) * 2 - 3 ** 2
value_2893 = (2893 + 1) * 2 - 3 ** 2
value_2894 = (2894 + 1) * 2 - 3 ** 2
value_2895 = (2895 + 1) * 2 - 3 ** 2
value_2896 = (2896 + 1) * 2 - 3 ** 2
value_2897 = (2897 + 1) * 2 - 3 ** 2
value_2898 = (2898 + 1) * 2 - 3 ** 2
value_2899 = (2899 + 1) * 2 - 3 ** 2
value_2900 = (2900 + 1) * 2 - 3 ** 2
value_2901 = (2901 + 1) * 2 - 3 ** 2
value_2902 = (2902 + 1) * 2 - 3 ** 2
value_2903 = (2903 + 1) * 2 - 3 ** 2
value_2904 = (2904 + 1) * 2 - 3 ** 2
value_2905 = (2905 + 1) * 2 - 3 ** 2
value_2906 = (2906 + 1) * 2 - 3 ** 2
value_2907 = (2907 + 1) * 2 - 3 ** 2
value_2908 = (2908 + 1) * 2 - 3 ** 2
value_2909 = (2909 + 1) * 2 - 3 ** 2
value_2910 = (2910 + 1) * 2 - 3 ** 2
value_2911 = (2911 + 1) * 2 - 3 ** 2
value_2912 = (2912 + 1) * 2 - 3 ** 2
value_2913 = (2913 + 1) * 2 - 3 ** 2
value_2914 = (2914 + 1) * 2 - 3 ** 2
value_2915 = (2915 + 1) * 2 - 3 ** 2
value_2916 = (2916 + 1) * 2 - 3 ** 2
value_2917 = (2917 + 1) * 2 - 3 ** 2
value_2918 = (2918 + 1) * 2 - 3 ** 2
value_2919 = (2919 + 1) * 2 - 3 ** 2
value_2920 = (2920 + 1) * 2 - 3 ** 2
value_2921 = (2921 + 1) * 2 - 3 ** 2
value_2922 = (2922 + 1) * 2 - 3 ** 2
value_2923 = (2923 + 1) * 2 - 3 ** 2
value_2924 = (2924 + 1) * 2 - 3 ** 2
value_2925 = (2925 + 1) * 2 - 3 ** 2
value_2926 = (2926 + 1) * 2 - 3 ** 2
value_2927 = (2927 + 1) * 2 - 3 ** 2
value_2928 = (2928 + 1) * 2 - 3 ** 2
value_2929 = (2929 + 1) * 2 - 3 ** 2
value_2930 = (2930 + 1) * 2 - 3 ** 2
value_2931 = (2931 + 1) * 2 - 3 ** 2
value_2932 = (2932 + 1) * 2 - 3 ** 2
value_2933 = (2933 + 1) * 2 - 3 ** 2
value_2934 = (2934 + 1) * 2 - 3 ** 2
value_2935 = (2935 + 1) * 2 - 3 ** 2
value_2936 = (2936 + 1) * 2 - 3 ** 2
value_2937 = (2937 + 1) * 2 - 3 ** 2
value_2938 = (2938 + 1) * 2 - 3 ** 2
value_2939 = (2939 + 1) * 2 - 3 ** 2
value_2940 = (2940 + 1) * 2 - 3 ** 2
value_2941 = (2941 + 1) * 2 - 3 ** 2
value_2942 = (2942 + 1) * 2 - 3 ** 2
value_2943 = (2943 + 1) * 2 - 3 ** 2
value_2944 = (2944 + 1) * 2 - 3 ** 2
value_2945 = (2945 + 1) * 2 - 3 ** 2
value_2946 = (2946 + 1) * 2 - 3 ** 2
value_2947 = (2947 + 1) * 2 - 3 ** 2
value_2948 = (2948 + 1) * 2 - 3 ** 2
value_2949 = (2949 + 1) * 2 - 3 ** 2
value_2950 = (2950 + 1) * 2 - 3 ** 2
value_2951 = (2951 + 1) * 2 - 3 ** 2
value_2952 = (2952 + 1) * 2 - 3 ** 2
value_2953 = (2953 + 1) * 2 - 3 ** 2
value_2954 = (2954 + 1) * 2 - 3 ** 2
value_2955 = (2955 + 1) * 2 - 3 ** 2
value_2956 = (2956 + 1) * 2 - 3 ** 2
value_2957 = (2957 + 1) * 2 - 3 ** 2
value_2958 = (2958 + 1) * 2 - 3 ** 2
value_2959 = (2959 + 1) * 2 - 3 ** 2
value_2960 = (2960 + 1) * 2 - 3 ** 2
value_2961 = (2961 + 1) * 2 - 3 ** 2
value_2962 = (2962 + 1) * 2 - 3 ** 2
value_2963 = (2963 + 1) * 2 - 3 ** 2
value_2964 = (2964 + 1) * 2 - 3 ** 2
value_2965 = (2965 + 1) * 2 - 3 ** 2
value_2966 = (2966 + 1) * 2 - 3 ** 2
value_2967 = (2967 + 1) * 2 - 3 ** 2
value_2968 = (2968 + 1) * 2 - 3 ** 2
value_2969 = (2969 + 1) * 2 - 3 ** 2
value_2970 = (2970 + 1) * 2 - 3 ** 2
value_2971 = (2971 + 1) * 2 - 3 ** 2
value_2972 = (2972 + 1) * 2 - 3 ** 2
value_2973 = (2973 + 1) * 2 - 3 ** 2
value_2974 = (2974 + 1) * 2 - 3 ** 2
value_2975 = (2975 + 1) * 2 - 3 ** 2
value_2976 = (2976 + 1) * 2 - 3 ** 2
value_2977 = (2977 + 1) * 2 - 3 ** 2
value_2978 = (2978 + 1) * 2 - 3 ** 2
value_2979 = (2979 + 1) * 2 - 3 ** 2
value_2980 = (2980 + 1) * 2 - 3 ** 2
value_2981 = (2981 + 1) * 2 - 3 ** 2
value_2982 = (2982 + 1) * 2 - 3 ** 2
value_2983 = (2983 + 1) * 2 - 3 ** 2
value_2984 = (2984 + 1) * 2 - 3 ** 2
value_2985 = (2985 + 1) * 2 - 3 ** 2
value_2986 = (2986 + 1) * 2 - 3 ** 2
value_2987 = (2987 + 1) * 2 - 3 ** 2
value_2988 = (2988 + 1) * 2 - 3 ** 2
value_2989 = (2989 + 1) * 2 - 3 ** 2
value_2990 = (2990 + 1) * 2 - 3 ** 2
value_2991 = (2991 + 1) * 2 - 3 ** 2
value_2992 = (2992 + 1) * 2 - 3 ** 2
value_2993 = (2993 + 1) * 2 - 3 ** 2
value_2994 = (2994 + 1) * 2 - 3 ** 2
value_2995 = (2995 + 1) * 2 - 3 ** 2
value_2996 = (2996 + 1) * 2 - 3 ** 2
value_2997 = (2997 + 1) * 2 - 3 ** 2
value_2998 = (2998 + 1) * 2 - 3 ** 2
value_2999 = (2999 + 1) * 2 - 3 ** 2
